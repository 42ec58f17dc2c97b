"""Floor 8: machine access under /api/v1. It must not hold rules: it calls the same doors as the pages."""
