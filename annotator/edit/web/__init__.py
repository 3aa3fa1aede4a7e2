"""The editor's server: Starlette on uvicorn, at 127.0.0.1 alone.

``security`` knows who may come in, and refuses what no page of the editor sends; ``start`` runs it all. The routes
are thin: what a request asks for is done in ``annotator.edit``, in a thread.
"""
