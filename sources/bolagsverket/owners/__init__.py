"""Beneficial owners: who in the end owns or controls a company, where the agency may know it. Off from the start."""
