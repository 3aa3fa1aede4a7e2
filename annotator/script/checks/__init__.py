"""Checks of a script that could be read: what is missing, what doesn't fit together, what can't be drawn."""
