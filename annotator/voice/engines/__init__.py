"""The synthetic voices: one file for each, behind the Protocol of ``engine``; ``registry`` lists them."""
