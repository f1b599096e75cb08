"""Circles of companies as a channel tells them today, remembered so that changes can be told from what was there.

Which channels there are, and what they write on the wire, is in `functionaries` and `owners`.
"""
