"""Scan the pictures of a tutorial: locate the targets, and cover private data before any card is drawn."""
