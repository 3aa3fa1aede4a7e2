"""Plan what is drawn where on a marked screenshot: rectangles only, without drawing."""
