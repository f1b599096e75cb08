"""What is sent after something that was sent: completions and withdrawals, and what officers decide about reports."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from sources.intake.codes import Coded
from sources.intake.content import Attaching, Content, Date, Identifier, Number, Text
from sources.intake.faults import rule_broken
from sources.intake.words import Words


class Completion(Attaching):
    """A text, files or both that complete something that was sent earlier."""

    kind_of_content: ClassVar[str] = "completion"
    free: ClassVar[tuple[str, ...]] = ("text", "contact")

    receipt: Number = Field(title="Kvittensnummer", description="Numret på det som kompletteras.")
    text: Text | None = Field(default=None, title="Komplettering", description="Det som ska läggas till.")
    is_paper: bool = Field(
        default=False,
        strict=True,
        title="Bilagan har kommit med post",
        description="Anges av handläggare när en väntad bilaga har kommit på papper.",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.text or self.attachments or self.is_paper):
            raise rule_broken("missing_value", "Skriv en text eller bifoga en fil.", "text")
        return self


class Withdrawal(Content):
    """That a sender no longer stands by something; whether it is dropped, an officer decides."""

    kind_of_content: ClassVar[str] = "withdrawal"
    free: ClassVar[tuple[str, ...]] = ("text",)

    receipt: Number = Field(title="Kvittensnummer", description="Numret på det som tas tillbaka.")
    text: Text = Field(title="Skäl", description="Varför rapporten tas tillbaka.")


class StateChange(Content):
    """The state that a report has entered, decided by an officer."""

    kind_of_content: ClassVar[str] = "state"
    free: ClassVar[tuple[str, ...]] = ("by_role",)
    senders: ClassVar[frozenset[str]] = frozenset({"officer"})

    report_id: Identifier = Field(title="Rapport", description="Rapportens nummer.")
    state: Annotated[str, Coded("report_states")] = Field(title="Läge", description="Det läge rapporten får.")
    reason: Annotated[str, Coded("state_reasons")] = Field(title="Skäl", description="Varför den får det läget.")
    event_date: Date = Field(title="Dag", description="Dagen för beslutet, ÅÅÅÅ-MM-DD.")
    by_role: Annotated[str, Words(80)] = Field(title="Beslutad av", description="Rollen hos den som beslutar.")


class SameMatter(Content):
    """That reports are about one and the same matter, or that they are not after all, decided by an officer."""

    kind_of_content: ClassVar[str] = "same_matter"
    free: ClassVar[tuple[str, ...]] = ("by_role", "because")
    senders: ClassVar[frozenset[str]] = frozenset({"officer"})

    report_ids: tuple[Identifier, ...] = Field(
        min_length=2, max_length=50, title="Rapporter", description="Numren på de rapporter som hör ihop."
    )
    joins: bool = Field(
        default=True, strict=True, title="Hör ihop", description="Nej när en tidigare sammanföring tas tillbaka."
    )
    because: Annotated[str, Words(300)] = Field(title="Skäl", description="Varför, i korthet.")
    by_role: Annotated[str, Words(80)] = Field(title="Beslutad av", description="Rollen hos den som beslutar.")

    @model_validator(mode="after")
    def _several(self) -> Self:
        if len(set(self.report_ids)) < len(self.report_ids):
            raise rule_broken("repeated", "Ange varje rapport en gång.", "report_ids")
        return self
