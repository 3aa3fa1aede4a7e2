"""Write what families and staff read, on the screen and on paper: messages, pages, hand-outs, the website."""
