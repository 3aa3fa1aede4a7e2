"""What each command does besides `build`: one module for each, without any printing."""
