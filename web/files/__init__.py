"""The lists as files to hand on: an Excel file (`workbook.py`) and an HTML page (`report.py`)."""
