"""A screenshot: loaded safely, read, searched for targets, and with what is private covered."""
