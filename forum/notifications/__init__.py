"""Floor 3: telling people, by the outbox and by mail. It must not decide who may know what."""
