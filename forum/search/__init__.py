"""Floor 3: finds documents by their words. It must not know what a case is, only plain values."""
