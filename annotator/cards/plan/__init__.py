"""Plan the places of everything on a marked screenshot as rectangles, before anything is drawn."""
