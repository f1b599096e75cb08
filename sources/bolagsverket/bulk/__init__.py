"""Bolagsverket's weekly file: all organisations as they stand, of which changes are what differs from week to week."""
