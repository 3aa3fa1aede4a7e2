"""Turns a timeline into a video that plays everywhere (``writer.render``), and into a voice message (``sound``)."""
