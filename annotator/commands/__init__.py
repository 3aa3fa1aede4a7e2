"""The commands other than ``build``, one module for each, without terminal output."""
