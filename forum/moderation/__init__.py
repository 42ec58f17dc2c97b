"""Floor 6: what stays public: what waits to be looked at, reports, decisions. It must not write posts itself."""
