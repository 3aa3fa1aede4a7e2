"""Likely names of people on a screenshot that nobody has decided on. Pure: texts in, guesses out."""
