"""Floor 7: somebody leaves, and is forgotten in every room. It must not decide what others keep."""
