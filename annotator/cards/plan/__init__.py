"""Plan the place of everything on a marked screenshot before it is drawn."""
