"""The table of users, version by version."""
