"""Run heavy work outside of the server: a helper answers requests in a child process."""
