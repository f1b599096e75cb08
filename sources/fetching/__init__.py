"""Fetching: what is asked for over a network becomes delivery files of our own, which are landed like any others."""
