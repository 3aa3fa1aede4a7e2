"""Guess which texts on a screenshot are names of people, for staff to decide on. Pure: texts in, guesses out."""
