"""Draw cards: the pictures in videos and chats, from the values in `annotator.model.cards`."""
