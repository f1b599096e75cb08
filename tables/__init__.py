"""Contracts for every table, dated code lists, and the store: the lowest layer, which knows no other package."""
