"""Floor 1: what every room stands on. It must not know a domain word: no case, no queue."""
