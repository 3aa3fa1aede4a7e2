"""Run ffmpeg and explain its failures, encode and measure sound; read recordings, and write files whole or not at all."""
