"""The parts of the fairness report, each a pure function from figures to what the page shows."""
