"""The school: its form, its files, and the page about it."""
