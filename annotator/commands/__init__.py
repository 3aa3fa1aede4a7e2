"""Commands without terminal output, a module for each; those of packs, districts and the editor are in rooms of their own."""
