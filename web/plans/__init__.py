"""A plan as those who inspect read it.

Frozen values (`plan.py`), read from its book (`viewing.py`) with what is held otherwise now (`marks.py`), and as a file
(`workbook.py`).
"""
