"""Floor 4: who is next and why. It must not know posts, pages or who the author of a case is."""
