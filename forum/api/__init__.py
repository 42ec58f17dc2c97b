"""Floor 8: machine access under /api/v1. It must hold no rules: it calls the doors of the pages."""
