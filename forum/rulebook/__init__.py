"""Floor 3: the published rules of the queue, as plain values; it knows no case and no place."""
