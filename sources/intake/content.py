"""What everything that is sent has in common: the kinds of fields, and what each content can be asked."""

import datetime as dt
import re
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sources.intake.codes import Coded
from sources.intake.faults import rule_broken
from sources.intake.numbers import PATTERN
from sources.intake.words import LONGEST_TEXT, Words

MOST_ATTACHMENTS = 10
_A_DAY = "Skriv ett datum som 2026-03-01."


def _written_as_a_day(told: object) -> object:
    """A date as people write it; the library would take a number of seconds and a time of day as well."""
    if isinstance(told, dt.datetime) or not isinstance(told, dt.date | str):
        raise rule_broken("not_a_date", _A_DAY)
    if isinstance(told, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", told.strip()):
        raise rule_broken("not_a_date", _A_DAY)
    return told.strip() if isinstance(told, str) else told


Line = Annotated[str, Words()]
Text = Annotated[str, Words(LONGEST_TEXT, lines=True)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Identifier = Annotated[str, Field(pattern=r"^[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö._/:-]{0,79}$"), Words(80)]
Number = Annotated[str, Field(pattern=f"^{PATTERN}$")]
#: An organisation's number, or that of a person: written as people write it, or already a pseudonym.
IdentityNumber = Annotated[str, Field(pattern=r"^([0-9]{6}([0-9]{2})?[-+ ]?[0-9]{4}|P-[0-9a-f]{20})$")]
Municipality = Annotated[str, Coded("municipalities")]
Date = Annotated[
    dt.date,
    BeforeValidator(_written_as_a_day, json_schema_input_type=dt.date),
    Field(ge=dt.date(1990, 1, 1), le=dt.date(2199, 12, 31)),
]
Tag = Annotated[str, Field(pattern=r"^[a-zåäö0-9_]{1,40}$")]


class Content(BaseModel):
    """What all that is sent has in common."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, use_attribute_docstrings=False)
    #: What it is called in the book.
    kind_of_content: ClassVar[str]
    #: The fields whose words somebody wrote freely.
    free: ClassVar[tuple[str, ...]] = ()
    #: Who may send it.
    senders: ClassVar[frozenset[str]] = frozenset({"municipality", "officer"})

    acknowledged_warnings: tuple[Annotated[str, Words(80)], ...] = Field(
        default=(),
        max_length=20,
        title="Bekräftade varningar",
        description="Koderna för de varningar som avsändaren har sett och bekräftat.",
    )

    def free_texts(self) -> dict[str, str]:
        """Field → what was written in it, of the fields with free text that are filled in."""
        texts = {name: getattr(self, name) for name in self.free}
        return {name: text for name, text in texts.items() if text}


class Attaching(Content):
    """What files may be attached to."""

    attachments: tuple[Digest, ...] = Field(
        default=(),
        max_length=MOST_ATTACHMENTS,
        title="Bilagor",
        description=f"Bilagornas sha256, högst {MOST_ATTACHMENTS}. Filerna skickas först, var för sig.",
    )
    contact: Annotated[str, Words(120)] | None = Field(
        default=None,
        title="Kontakt",
        description="Roll eller enhet att vända sig till, till exempel avtalsenheten. Skriv inga namn på personer.",
    )
