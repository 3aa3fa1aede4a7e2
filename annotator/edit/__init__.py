"""The editor behind the browser, which writes every change to the disk at once, so that a closed page loses nothing.

``tutorial.session`` holds a tutorial and its history. The page gets it as one JSON document, changes that, and sends it back
whole; ``tutorial.changes`` judges it, and ``web`` serves all of it. Reading and drawing run in child processes, so that the
server stays small.

The map of its rooms; each imports only rooms that stand before it::

    errors, data_root, tutorial_list    what pages are told of what went wrong; private files; folders of tutorials, and ids
    work           requests that are answered in a child process
    recordings     takes, the memos that they become, consents, and what Play plays
    tutorial       the open tutorial: changes, undo, its files; new folders
    words          what is told of texts while they are typed
    school         school.toml, its form and its page, the list of names
    pointing       what is on a picture, and what a click, a cover or a card is there
    workspace, work_folder      the folder of all tutorials, and which one it is
    job_results, jobs           long work, and what it found
    answers, forgetting         answers to families; what is deleted on request
    share_content, shortcut     what is sent from here; the icon on the desktop
    web            the server and its routes
"""
