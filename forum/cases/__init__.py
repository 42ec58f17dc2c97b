"""Floor 5: the heart: cases, posts, turns, solutions. It must not know moderation or pages."""
