"""Detect private names and numbers by one matcher, so that pictures, sentences and online voices cover the same ones."""
