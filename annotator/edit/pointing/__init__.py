"""What can be pointed at and covered on a picture, read and drawn by child processes."""
