"""Analyse screenshots on this computer alone, with no service on the network: they show names, numbers and faces."""
