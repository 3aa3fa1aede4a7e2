"""The recordings of people: takes, what they say, the memos made of them, and how a step sounds."""
