"""Floor 6: staff take cases in their turn, moderators move one ahead; it holds no order."""
