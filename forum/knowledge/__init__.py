"""What the company knows already: help articles, answer templates, actions that need no case."""
