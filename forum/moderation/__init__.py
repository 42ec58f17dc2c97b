"""Floor 6: what waits to be looked at, reports, decisions. It must not write posts itself."""
