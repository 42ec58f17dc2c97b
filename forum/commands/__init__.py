"""The top: what an operator types. It must not hold rules: each command calls a room."""
