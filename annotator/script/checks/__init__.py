"""Check a script beyond its single lines, since each line of it may be right and the film still be silent.

Below ``# en: Join the class``, a step with only ``- es: Toque Unirse.`` says nothing in English, though no line is wrong.
"""
