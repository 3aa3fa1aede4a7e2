"""The editor behind the browser, which writes changes to the disk at once, so that a closed page loses nothing.

``tutorial.session`` holds a tutorial and its history. The page gets it as one JSON document, changes that, and sends it back
whole; ``tutorial.changes`` judges it, and ``web`` serves all of it. Reading texts, drawing cards and speaking run in child
processes, so that the server stays small.

The map of its rooms; each imports only rooms above it::

    errors, data_root, tutorial_list    errors as pages show them; the user's private files; folders of tutorials, and ids
    json_codec     values as JSON
    work           requests that are answered in a child process
    recordings     takes, the memos that they become, consents, and what *Listen* plays
    tutorial       the open tutorial: changes, undo, its files; new folders
    words          findings and suggestions for texts while they are typed
    school         school.toml, its form and its page, the list of names
    pointing       a picture's texts and icons, clicks on it, covers and cards
    freshness      whether packs, the website and kits are up to date
    workspace, home_page, work_folder    the folder of all tutorials; what the home page shows of it; which one it is
    inbox          the pictures that came into a folder of the person's
    job_requests, job_results, jobs     long work, its command lines, and its results
    answers, forgetting         answers to families; deletion on request
    share_content, shortcut     a pack's files for sharing; the icon on the desktop
    web            the server and its routes
"""
