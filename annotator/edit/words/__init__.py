"""Sentences: what the rules find in them while they are typed, and suggestions from other tutorials."""
