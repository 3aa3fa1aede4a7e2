"""The files beside a script: which picture and memo belongs to which step, and texts that people wrote."""
