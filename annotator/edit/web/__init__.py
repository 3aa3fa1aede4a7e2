"""The editor's server: Starlette on uvicorn, at 127.0.0.1 alone.

``access`` has the secret of a server, and ``security`` refuses requests that no page of the editor sends; ``server`` runs it all.
The routes are thin: the work is done by the other rooms of ``annotator.edit``, in threads.
"""
