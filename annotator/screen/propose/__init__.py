"""Guess the action on each screenshot of a series, from the pictures alone: the next one shows the effect of a press."""
