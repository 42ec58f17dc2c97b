"""Floor 1: the checker that outsiders run; one file that knows nothing of the forum."""
