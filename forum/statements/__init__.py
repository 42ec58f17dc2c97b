"""Floor 4: what was decided about somebody, why, and how to object. It knows posts by position."""
