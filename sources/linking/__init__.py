"""Proposals of who may be the same actor, and of which activity a report may be about. A person decides on each.

A name proposes and never links: nothing here is read by a fact, an indicator or a score. What somebody accepts becomes
a delivery of our own, which is landed like any other.

- `names.py`: names as they are compared
- `entities.py`: who takes part, and what is compared about each
- `model.py`: the comparisons and their weights (Splink)
- `report_rules.py`: which activity a report may be about, and how often each rule has been right before
- `proposing.py`: the table of proposals
- `decided.py`: the book of decisions; `accepted.py`: what they become
"""
