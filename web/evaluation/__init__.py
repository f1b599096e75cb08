"""An evaluation as officials read it: what the lists can and cannot tell.

- `words.py`, `verdicts.py`: how figures are called, and what is said first
- `tables.py`, `groups.py`, `drift.py`: which figures stand together; `grid.py`: the form they share
- `pictures.py`, `charts.py`: which pictures there are, and how they are drawn
- `report.py`: the page; `model_card.py`: the card; `kept.py`: the latest one, kept for the inspector's page
"""
