"""What is private in a text: names and numbers, told by one matcher for pictures, sentences and voice services."""
