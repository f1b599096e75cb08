"""The fault of a whole file: which file, which rule, where, and in Swedish what to do about it.

The fault of one row is not an error but a row in quarantine: `remedies.py`. The sentences are data, `wording_sv.toml`.
"""

import functools
import tomllib
from pathlib import Path

from sources.identity import masked

WORDING = Path(__file__).parent / "wording_sv.toml"


@functools.cache
def wording(section: str) -> dict[str, str]:
    """Rule → Swedish sentence, for faults of a `file` or of a `row`."""
    sentences: dict[str, dict[str, str]] = tomllib.loads(WORDING.read_text(encoding="utf-8"))
    return sentences[section]


class DeliveryError(Exception):
    """A file that cannot be taken in at all. Nothing of it is landed, and its source waits for a corrected file."""

    def __init__(
        self, file: str, rule: str, *, line: int | None = None, column: str | None = None, **facts: object
    ) -> None:
        self.file = masked(file)
        self.rule = rule
        self.line = line
        self.column = None if column is None else masked(column)
        self.message = masked(wording("file")[rule].format(**facts))
        super().__init__(self.file, rule, self.message)

    @property
    def folder(self) -> str:
        """The source's folder; empty for a file in the root of the deliveries."""
        return self.file.rpartition("/")[0].partition("/")[0]

    def __str__(self) -> str:
        place = [self.file]
        place += [] if self.line is None else [f"rad {self.line}"]
        place += [] if self.column is None else [f"kolumn {self.column}"]
        return f"{', '.join(place)}: {self.message} [{self.rule}]"
