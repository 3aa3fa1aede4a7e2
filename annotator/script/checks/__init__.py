"""Check a script beyond its single lines: what is missing, what can't be drawn, and how lines, steps and asides fit together."""
