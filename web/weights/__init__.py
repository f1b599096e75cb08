"""What those who decide about weights fill in (`form.py`), and what the published run says to it (`questions.py`)."""
