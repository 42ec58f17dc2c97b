"""Floor 3: the append-only public record. It knows a case only by its number."""
