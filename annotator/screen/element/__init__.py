"""Expand a point, a text or an icon to its touch target, so that a mark goes around the button and not around its word."""
