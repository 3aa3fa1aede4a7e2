"""Turn a timeline into an MP4 in the format that WhatsApp documents for phones, or its sound into an Ogg (both in ``render``)."""
