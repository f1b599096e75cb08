"""What can be proved: made-up worlds in which the truth is known, and what the real functions make of them."""
