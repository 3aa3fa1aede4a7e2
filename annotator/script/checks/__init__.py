"""Check a script beyond its single lines, since each line of it may be right and the film still be silent.

A step with only ``- es: Toque Unirse.`` and no action says nothing in English: that is a problem of the script, not of a line.
"""
