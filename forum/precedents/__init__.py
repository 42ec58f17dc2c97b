"""Floor 4: goodwill that everybody can claim; knows a case by its number alone."""
