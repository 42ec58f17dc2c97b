"""Floor 3: hours of business, promised times and what is left of them; knows a case by number."""
