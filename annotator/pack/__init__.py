"""Build packs. The stages meet here alone: each of the other rooms can be used, and tested, without the rest."""
