"""Turn a timeline into an MP4 in the format that WhatsApp documents for phones (``render``), or an Ogg (``soundtrack``)."""
