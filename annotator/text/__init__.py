"""Text utilities shared by several rooms: folding, splitting into sentences, slugs. All functions are pure."""
