"""From landed rows to core facts: pure functions over frames, one rule per fact (see `registry.py`)."""
