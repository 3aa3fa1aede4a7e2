"""Memos: recordings of people, how to ask for them, which is for which step, and whether they still fit."""
