"""Read a screenshot: open it safely, find texts, faces and targets on it, and redact it."""
