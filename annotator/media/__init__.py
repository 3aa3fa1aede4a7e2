"""Run ffmpeg and explain its failures; read recordings, and write files whole or not at all."""
