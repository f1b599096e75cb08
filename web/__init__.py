"""What people read of a published run: lists, look-ups, evidence and reports, in the terminal and on pages."""
