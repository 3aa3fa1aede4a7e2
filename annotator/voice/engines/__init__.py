"""Speech engines, each a module with a subclass of ``engine.Engine``; ``annotator.voice.choose`` lists them."""
