"""Turn a folder of screenshots into a short, spoken tutorial."""
