"""Numbers of receipts: letters only, so that none can be taken for a person's number, and nothing about anybody."""

import hashlib

#: No vowels, so that no word is spelt; nothing that is taken for something else when it is read aloud.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_GROUPS, _GROUP = 3, 5
PATTERN = "-".join([f"[{_LETTERS}]{{{_GROUP}}}"] * _GROUPS)


def receipt_number(kind: str, code: str, key: str) -> str:
    """The number of what a sender sends under an idempotency key: the same key of the same sender, the same number."""
    digest = hashlib.sha256("\x1f".join(("intake", kind, code, key)).encode()).digest()
    rest = int.from_bytes(digest)
    letters = []
    for _ in range(_GROUPS * _GROUP):
        rest, place = divmod(rest, len(_LETTERS))
        letters.append(_LETTERS[place])
    text = "".join(letters)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
