"""The editor behind the browser: a session for each tutorial, with its changes, undo, pictures, words and jobs.

``session`` holds a tutorial and its history. The page gets it as one JSON document (``json_codec``), changes that, and sends
it back whole; ``changes`` judges it, and ``web`` serves all of it. Reading and drawing run in child processes, so that the
server stays small.
"""
