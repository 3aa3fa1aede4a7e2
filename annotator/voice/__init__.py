"""What is heard: synthetic voices behind one Protocol, memos of people, and the way from a text to finished clips."""
