"""Turn a folder of screenshots into a short, spoken tutorial."""

__version__ = "0.1.0"
