"""The hand-out: how its steps share a sheet of paper, and how they are drawn and tagged as PDF."""
