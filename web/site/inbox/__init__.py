"""What has come in from municipalities, as officers work with it: register, open, join, decide how far it has come.

- `officer.py`: the gateway to the book of what was received, with an officer as the sender
- `listing.py`: what has come in; `report.py`: one report
- `deciding.py`, `decision_forms.py`: the state of a report, and what belongs with it
- `registering.py`: a report that came by telephone or e-mail, through the contract that municipalities send by
- `files.py`: an attached file, to be saved and never shown
"""
