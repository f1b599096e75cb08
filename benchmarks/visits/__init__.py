"""Fifty people who read the inspectors' page at once: the real server, and the people in a process of their own."""
