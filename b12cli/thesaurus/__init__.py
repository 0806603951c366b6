"""What things are called, and finding them in a text."""
