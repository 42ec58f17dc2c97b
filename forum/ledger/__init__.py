"""Floor 3: the append-only public record. Plain values only; it must not know what a case is beyond its number."""
