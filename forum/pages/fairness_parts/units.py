"""What the figures count; the same words in every language, since programs read them."""

CASES, SECONDS, SERVICES, PAIRS, PROMISES = "cases", "seconds", "services", "pairs", "promises"
