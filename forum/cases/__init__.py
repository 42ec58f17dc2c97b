"""Floor 5: the heart: cases, posts, turns, solutions. It must not know pages, the API or moderation's queue."""
