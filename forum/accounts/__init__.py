"""Floor 2: people, roles, sign-in, tokens. It must not know what a case is."""
