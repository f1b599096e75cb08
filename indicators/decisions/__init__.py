"""What people have decided about the indicators: weights, status, reviews and legal grounds."""
