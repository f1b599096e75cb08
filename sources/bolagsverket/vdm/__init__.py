"""Bolagsverket's API for valuable data sets (VärdefullaDatamängder v1): one organisation a question, free of charge."""
