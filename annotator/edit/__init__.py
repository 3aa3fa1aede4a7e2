"""The editor behind the browser, which writes every change to the disk at once, so that a closed page loses nothing.

``tutorial.session`` holds a tutorial and its history. The page gets it as one JSON document, changes that, and sends it back
whole; ``tutorial.changes`` judges it, and ``web`` serves all of it. Reading and drawing run in child processes, so that the
server stays small.
"""
