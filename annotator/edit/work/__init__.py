"""What runs elsewhere: helpers that answer requests, and jobs, which are the command line."""
