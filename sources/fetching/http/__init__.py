"""Asking over HTTP: sessions that wait, try again and give up in time, tokens, downloads, and faults in plain words."""
