"""What has been told to other boards about reported providers, and to whom, so that a clearing reaches every one.

- `book.py`: the book of what was told, only ever added to
- `due.py`: what may be told now, and which clearings must be
"""
