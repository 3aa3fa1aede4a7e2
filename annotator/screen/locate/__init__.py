"""Locate the targets of a script on a screenshot: texts and icons."""
