"""Finished files for families: one module for each destination, and the folder that holds them all."""
