"""The top: an invented town to try the forum out with. It must not hold a real person or firm."""
