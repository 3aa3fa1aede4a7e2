"""Speech: synthetic voices behind one Protocol, people's memos, and narration from a text to finished clips."""
