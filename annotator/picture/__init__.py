"""Screenshots: load them safely, find what a script names, hide what is private, and draw the cards of a tutorial."""
