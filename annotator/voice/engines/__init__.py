"""Speech engines: one module each, all implementing ``engine.Engine`` and listed in ``annotator.voice.choose``."""
