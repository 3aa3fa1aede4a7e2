"""What a family sees: the cards of a tutorial, drawn from values of the model."""
