"""Floor 4: what is known already: help articles, self-service, templates. A case is a number."""
