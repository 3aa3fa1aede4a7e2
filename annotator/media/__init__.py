"""Run ffmpeg and explain its failures; read users' files safely, and write files whole or not at all."""
