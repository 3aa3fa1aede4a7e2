"""Memos: recordings of people, the slots that they are for, and whether they still fit their steps."""
