"""Compare the reading of a picture with those of tutorials' steps: which of them it shows, where, and what differs. Pure."""
