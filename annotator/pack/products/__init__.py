"""The products of a pack, loaded only as far as they are listed; ``annotator.pack.catalogue`` lists them."""
