"""Text work that several rooms need, in one place, so that they agree on when two texts are the same."""
