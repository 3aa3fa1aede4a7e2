"""Editions: a tutorial in one language is decided once, in full, before anything is drawn or spoken.

So a preflight finds every problem that a build would have, and all products show the same cards and lines.

``tutorial_source`` reads the text files, ``scan`` looks at the pictures, ``edition_builder`` makes the `Edition` of both,
``narration`` has it spoken, ``renderer`` draws it. ``privacy_checks`` sees that nothing private is in any of that.

``chat_cards`` and ``answering`` plan what is sent by itself, ``drafting`` and ``shipped_template`` write a first script, and
``memo_matching`` says which recording is for which place.
"""
