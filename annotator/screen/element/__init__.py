"""Expands a point, a text or an icon to its touch target."""
