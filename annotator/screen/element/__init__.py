"""Find the touch target (button, field, row, tile or icon) around a point, a text or an icon."""
