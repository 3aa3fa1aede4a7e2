"""Scans the pictures of a tutorial: what is found on them, and what is covered."""
