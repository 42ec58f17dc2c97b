"""The parts behind `forum.core.markdown`; they must not know what the text is about."""
