"""The products of a pack, one module for each kind of file. ``annotator.pack.catalogue`` lists them."""
