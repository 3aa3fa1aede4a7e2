"""Sound and film as ffmpeg reads and writes them: the child process, and what its failures mean."""
