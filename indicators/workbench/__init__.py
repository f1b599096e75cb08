"""For those who write definitions: worked cases, new files, drafts, and what a change does."""
