"""What a whole run costs, step by step: deliveries week by week, and processes watched from outside."""
