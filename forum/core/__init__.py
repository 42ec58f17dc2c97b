"""Floor 1: what every room stands on. It must not know any domain word: no case, no post, no queue."""
