"""Turn a folder of screenshots into a short, spoken tutorial."""

from annotator import telemetry

__version__ = "0.1.0"

# Here, since whatever is imported from this package runs this file first.
telemetry.switch_off()
