"""Plan the places of everything on a marked screenshot as rectangles, which tests can check without a picture."""
