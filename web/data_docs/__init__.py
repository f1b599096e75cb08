"""What those who deliver read: pages about every delivery (`pages.py`), with nothing fetched (`self_contained.py`)."""
