"""Identity numbers in deliveries: organisations keep theirs, natural persons get a keyed pseudonym.

Here are the key, and the reading of one identity cell. Applying it to whole frames, and finding numbers in free text,
belong in `masking.py`. No number read here may be put in an error, a log or a file name.
"""

import functools
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from stdnum import luhn

from tables.store import atomic_write

KEY_FILE, FINGERPRINT_FILE = Path("secrets/pseudonym.key"), Path("secrets/pseudonym.fingerprint")
SYNTHETIC_MARK = "SYNTHETIC.json"
#: The key of synthetic deliveries, open on purpose: nobody in them exists, and everyone gets the same demo.
DEMO_SECRET = b"tillsynsradar: open key of synthetic deliveries"
SHORTEST_SECRET = 16

MONTH, DAY = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
#: What people, and programs that tidy up typing, put between the day and the last four: hyphens, dashes, blanks.
_BETWEEN = "+\\-\u2010-\u2015\u2212\u00a0 "
#: Ten or twelve digits that can be a personal or coordination number, with or without separators.
PERSON_NUMBER = (
    f"(?:(?:1[689]|20)?[0-9]{{2}}{MONTH}{DAY}|(?:1[89]|20)[0-9]{{2}}-{MONTH}-{DAY})[{_BETWEEN}]{{0,3}}[0-9]{{4}}"
)
_PERSON_DIGITS = re.compile(f"[0-9]{{2}}{MONTH}{DAY}[0-9]{{4}}")
_ACCEPTED_AS_IS = re.compile(r"[PS]-[0-9a-f]{20}")
_SEPARATORS = re.compile(rf"[\s{_BETWEEN}]")

#: The numbers that Bolagsverket's test environment knows although their check digits are wrong: nobody can have them.
TEST_NUMBERS = frozenset({"5560000002", "7140000001", "9160000001"})


class KeyFault(ValueError):
    """The pseudonym key is missing, too short, readable by others, or not the one this home directory was made with."""


@dataclass(frozen=True)
class PseudonymKey:
    """The secret that turns a person's number into a pseudonym. The same number and key give the same pseudonym."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < SHORTEST_SECRET:
            raise KeyFault(f"pseudonymnyckeln är kortare än {SHORTEST_SECRET} byte; skapa en längre")

    def pseudonym(self, text: str) -> str:
        """`P-` and twenty hexadecimal digits that stand for `text`."""
        return "P-" + hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()[:20]

    def fingerprint(self) -> str:
        """What tells two keys apart without telling either."""
        return hmac.new(self.secret, b"fingerprint of the key", hashlib.sha256).hexdigest()[:16]

    @classmethod
    def load(cls, home: Path, deliveries: Path | None = None, key_file: Path | None = None) -> Self:
        """The key for a home directory: from `key_file`, the open demo key, or the home's own, made if needed.

        Raises:
            KeyFault: the key cannot be used, or is another than the one the home directory was made with.
        """
        key = cls(_secret(home, deliveries, key_file))
        _hold_to(home / FINGERPRINT_FILE, key.fingerprint())
        return key


def _secret(home: Path, deliveries: Path | None, key_file: Path | None) -> bytes:
    if key_file is not None:
        return _read_key(key_file)
    if deliveries is not None and (deliveries / SYNTHETIC_MARK).exists():
        return DEMO_SECRET
    if _recorded(home / FINGERPRINT_FILE) == PseudonymKey(DEMO_SECRET).fingerprint() and deliveries is None:
        return DEMO_SECRET
    path = home / KEY_FILE
    if not path.exists():
        _create_key(path)
    if path.stat().st_mode & 0o077:
        raise KeyFault(f"andra kan läsa {KEY_FILE} i hemkatalogen; kör chmod 600 på filen")
    return _read_key(path)


def _read_key(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise KeyFault(f"nyckelfilen går inte att läsa: {error.strerror}") from error


def _create_key(path: Path) -> None:
    _private_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_hex(32).encode())
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def _private_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def _recorded(path: Path) -> str | None:
    return path.read_text().strip() if path.exists() else None


def _hold_to(path: Path, fingerprint: str) -> None:
    """Refuse a second key in one home directory: the same person would get two pseudonyms."""
    recorded = _recorded(path)
    if recorded is None:
        _private_folder(path.parent)
        atomic_write(path, fingerprint.encode())
    elif recorded != fingerprint:
        raise KeyFault(
            "hemkatalogen är skapad med en annan pseudonymnyckel; ange den nyckeln, eller välj en annan hemkatalog"
        )


@dataclass(frozen=True)
class Reading:
    """What an identity cell holds: a value to keep, or the rule it breaks."""

    value: str | None
    fault: str | None = None


def ten_digits(text: str) -> str | None:
    """The ten digits of an identity number written in any accepted way; `None` when it is not written as one."""
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return None
    if len(digits) == 10:
        return digits
    is_prefixed = len(digits) == 12 and (digits[:2] == "16" or is_person_like(digits))
    return digits[2:] if is_prefixed else None


def is_person_like(digits: str) -> bool:
    """Ten digits, or twelve with a century, that can be a personal or coordination number."""
    if len(digits) == 12:
        return digits[:2] in ("18", "19", "20") and is_person_like(digits[2:])
    return _PERSON_DIGITS.fullmatch(digits) is not None


def read_operator(text: str, key: PseudonymKey) -> Reading:
    """An operator's identity: the organisation number of ten digits, or a pseudonym for a natural person."""
    if _ACCEPTED_AS_IS.fullmatch(text):
        return Reading(text)
    digits = ten_digits(text)
    if digits is None:
        return Reading(None, "not_an_identity_number")
    if digits in TEST_NUMBERS:
        return Reading(digits)
    if not luhn.is_valid(digits):
        return Reading(None, "wrong_check_digit")
    if is_person_like(digits):
        return Reading(key.pseudonym(digits))
    return Reading(digits) if digits[2] >= "2" else Reading(None, "not_an_identity_number")


def identity_check(identifier: str) -> str:
    """What is wrong with an actor's identifier, as a code of the list `identity_checks`; `ok` where nothing is.

    The check digit is python-stdnum's to judge. It takes any third digit, so the rule that keeps organisations apart
    from persons, two or more, is judged here.
    """
    if _ACCEPTED_AS_IS.fullmatch(identifier):
        return "pseudonym" if identifier.startswith("P-") else "stub"
    wrong = {
        "foreign": not (identifier.isascii() and identifier.isdigit()),
        "wrong_length": len(identifier) != 10,
        "test_number": identifier in TEST_NUMBERS,
        "person_like": is_person_like(identifier),
        "wrong_check_digit": not luhn.is_valid(identifier),
        "wrong_third_digit": identifier[2:3] < "2",
    }
    return next((code for code, is_so in wrong.items() if is_so), "ok")


#: What is written in the place of a person where there is none.
_NOBODY = frozenset({"vakant", "vakans", "saknas", "ingen", "okänd", "okänt", "ej tillsatt", "uppgift saknas", "n/a"})


def read_person(text: str, key: PseudonymKey) -> Reading:
    """A natural person, however written: always a pseudonym, the same for all ways to write one number.

    Where somebody has been masked (`******-****`, `-`) or a post is vacant there is nobody: else all masked persons and
    all vacant posts, would be one.
    """
    if not any(character.isalnum() for character in text) or text.strip().casefold() in _NOBODY:
        return Reading(None)
    if _ACCEPTED_AS_IS.fullmatch(text) and text.startswith("P-"):
        return Reading(text)
    return Reading(key.pseudonym(ten_digits(text) or " ".join(text.casefold().split())))


#: A period between two dates is no number; what follows tells.
_WITHIN_TEXT = re.compile(f"P-[0-9a-f]{{20}}|(?<![0-9]){PERSON_NUMBER}(?![0-9]|-[0-9]{{2}}-[0-9]{{2}})")


def without_person_numbers(text: str, replacement: Callable[[str], str]) -> str:
    """`text` with each number that can be a person's replaced; pseudonyms are left as they are."""

    def replace(match: re.Match[str]) -> str:
        found = match.group()
        return found if found.startswith("P-") else replacement(found)

    return _WITHIN_TEXT.sub(replace, text)


def masked(text: str) -> str:
    """`text` fit to be shown: `[personnummer]` for each number that can be a person's."""
    return without_person_numbers(text, lambda _: "[personnummer]")


def keyed(key: PseudonymKey) -> Callable[[str], str]:
    """A replacement for `without_person_numbers` that keeps apart what was apart: the number's pseudonym."""

    @functools.cache
    def replacement(number: str) -> str:
        return key.pseudonym(ten_digits(number) or number)

    return replacement
