"""A dated pack about one subject: what it says (`contents.py`), in parts (`document.py`), on paper (`pdf.py`)."""
