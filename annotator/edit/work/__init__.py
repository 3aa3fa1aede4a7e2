"""Run heavy work outside of the server: helpers answer requests, jobs run the command line."""
