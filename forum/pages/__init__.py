"""Floor 8: pages that show several rooms at once. It must not change anything."""
