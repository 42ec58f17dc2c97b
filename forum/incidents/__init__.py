"""Floor 4: one fault behind many cases, answered once; it knows a case by its number alone."""
