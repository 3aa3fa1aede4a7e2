"""Editions: a tutorial in one language is decided once, in full, before anything is drawn or spoken.

So a preflight finds the problems before anything is made, and all products show the same cards and lines.

``tutorial_source`` reads the text files, ``scan`` searches the pictures, ``edition_builder`` makes the `Edition` of both,
``narration`` has it spoken, ``renderer`` draws it. ``privacy_checks`` looks for private words in it, ``memos`` is about people's
recordings.

``chat_cards`` and ``answering`` plan the pictures that are sent alone, ``drafting`` and ``shipped_template`` write a first
script, and ``located_targets`` tries targets without one.
"""
