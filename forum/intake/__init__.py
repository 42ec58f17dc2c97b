"""Floor 6: how cases arrive: files of other systems. It must not decide what a case may do."""
