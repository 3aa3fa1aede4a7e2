"""What a pack consists of: one module for each kind of file. ``annotator.pack.catalogue`` names them all."""
