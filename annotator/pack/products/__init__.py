"""The products of a pack, by the people who get them: in a chat, on the website, in a room, or among staff."""
