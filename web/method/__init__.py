"""How it is counted, for readers: the catalogue and profiles (`overview.py`), one indicator (`indicator_card.py`)."""
