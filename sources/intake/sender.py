"""Who sends: a municipality, or an officer who registers what came another way."""

import re
from dataclasses import dataclass

MUNICIPALITY, OFFICER = "municipality", "officer"
_CODE = re.compile("[0-9a-z_]{1,20}")


@dataclass(frozen=True)
class Sender:
    """Who sends.

    Attributes:
        kind: `municipality` or `officer`.
        code: the municipality's code, or the officer's division.
        name: what to call it; of an officer the role, never a person.
        channel: how it came in, a code of `report_channels`.
    """

    kind: str
    code: str
    name: str
    channel: str = "e_service"

    def __post_init__(self) -> None:
        if self.kind not in (MUNICIPALITY, OFFICER) or not _CODE.fullmatch(self.code):
            raise ValueError("a sender is a municipality or an officer, with a code of lower-case letters and digits")

    @property
    def folder(self) -> str:
        """What its part of the book, and its key, are called."""
        return f"{self.kind}-{self.code}"
