"""The parts of a script, each read line by line: its top, its steps, and the lines of a step about another phone.

One set of rules reads them, so that a keyword means the same above and below a picture: ``- hide: Ana Luz = Luna`` above the
first picture becomes a `Hide` of the `Tutorial`, below a picture a `Hide` of the `Step`.
"""
