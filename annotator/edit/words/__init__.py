"""Sentences: findings while they are typed, differences between languages, and suggestions from other tutorials."""
