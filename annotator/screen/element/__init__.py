"""Touch targets: from a point, a text or an icon to what a finger must hit."""
