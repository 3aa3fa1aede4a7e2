"""Locate the targets of a script on a screenshot by text or picture, so that scripts need no coordinates."""
