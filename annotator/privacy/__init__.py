"""Private texts: names and numbers, detected by one matcher for pictures, sentences and voice services."""
