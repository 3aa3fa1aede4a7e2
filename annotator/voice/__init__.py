"""Speech: from text, or a person's recording, to finished clips."""
