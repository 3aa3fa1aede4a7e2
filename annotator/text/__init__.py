"""What several parts do with words. Pure."""
