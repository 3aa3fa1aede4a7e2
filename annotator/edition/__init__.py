"""Editions: a tutorial in one language, all of whose words and cards are decided before anything is drawn or spoken.

So a preflight finds the problems before anything is made, and products take the same cards and lines.

``tutorial_source`` reads the text files, ``scan`` searches the pictures, ``attachments`` opens the other media,
``edition_builder`` makes the `Edition` of these, ``narration`` has it spoken, ``renderer`` draws it. ``privacy_checks`` looks
for private words in the script, ``memos`` is about people's recordings.

``matching`` finds the step that a family's picture shows, ``proposed_answer`` and ``answering`` decide what to answer,
``chat_cards`` plans the pictures that are sent alone. ``drafting`` and ``shipped_template`` make a first script, and
``located_targets`` tries targets without one.
"""
