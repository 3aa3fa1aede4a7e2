"""Guess what is done on each screenshot of a series, from the pictures alone: the next one shows what was pressed."""
