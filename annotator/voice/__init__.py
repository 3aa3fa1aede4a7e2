"""Turn text, or a person's recording, into finished clips."""
