"""Detect private names and numbers in text: one matcher serves pictures, sentences and online voices."""
