"""Turn a timeline into a video that plays everywhere (``render``), and into a voice message (``soundtrack``)."""
