"""The books of plans: what was drawn, frozen, and what inspectors noted beside each case. Only ever added to.

- `book.py`: the drawn plans, each with its whole frame
- `records.py`: the inspectors' records, and what is refused in them
- `record_files.py`: many records from one file
- `delivered.py`: what both become, delivery files that are landed like any other
"""
