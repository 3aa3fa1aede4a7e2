"""The tutorial that is edited: its states, how they follow from each other, and its files."""
