"""The pictures that a family sees, drawn from values of the model."""
