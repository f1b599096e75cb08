"""What waits for somebody whatever the score: rules with a legal consequence, events to watch, and pending cases."""
