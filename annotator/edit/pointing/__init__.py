"""Find and draw what a person can point at or cover on a picture, in child processes that free their memory."""
