"""The editor behind the browser: a session for each tutorial, with its changes, undo, pictures, words and jobs.

``session`` holds a tutorial and its history, ``changes`` are pure functions from tutorial to tutorial, and ``web`` serves
them. Reading and drawing run in child processes, so that the server stays small.
"""
