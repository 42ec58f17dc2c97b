"""Floor 7: how equally people were served, counted from the record. It changes no case."""
