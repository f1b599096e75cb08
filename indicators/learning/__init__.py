"""What supervision, permits and returned complaints have to teach, as of a day and without naming anyone."""
