"""The top: the sample town. It must only call the same actions that people's requests call."""
