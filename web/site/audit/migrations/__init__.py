"""The table of the log, version by version."""
