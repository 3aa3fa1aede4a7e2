"""Render messages, pages, slides, hand-outs and the website, for families and staff."""
