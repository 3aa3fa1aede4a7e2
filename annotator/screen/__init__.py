"""Analyse screenshots: load them, read their texts, locate targets, detect private data, and redact it."""
