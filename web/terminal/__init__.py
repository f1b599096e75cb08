"""What people read on a terminal. Only layout belongs here; what is said comes from the presenters.

`layout.py` has what every output is made of, and lists, hits and evidence; each other file is one kind of command.
"""
