"""Intake: what municipalities report and notify, from the form or message to delivery files landed like any other.

- `contract.py`: what may be sent, declared once; `codes.py` and `words.py` its coded and free-text fields, `faults.py`
  what is wrong with one, in Swedish
- `register_rules.py`: the rules that need the register, which `known_register.py` reads
- `person_names.py`: what looks like the name of a person and must be looked at once more
- `book.py`: what has been received, one sealed file each, never changed; `durable.py`, `seals.py`, `numbers.py`
- `attachments.py`: attached files by their digest; `file_types.py` what they are, `scanning.py` whether they are clean
- `senders.py`: the keys that organisations have registered; `tokens.py` what they sign with them
- `delivered.py`: what the book becomes; `settled.py` what of the register it rests on
- `similar.py`: reports that may be about the same thing
"""

from sources.intake.person_names import warnings_of

__all__ = ["warnings_of"]
