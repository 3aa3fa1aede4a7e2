"""What a tutorial shows and says in one language: its texts read, its pictures scanned, its cards and lines decided.

``tutorial_source`` reads the text files, ``scan`` looks at the pictures, ``edition_builder`` makes the `Edition` of both,
``narration`` has it spoken, ``renderer`` draws it. ``privacy_checks`` sees that nothing private is in any of that.
"""
