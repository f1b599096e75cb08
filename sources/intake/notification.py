"""Notifications to the register: what is new, what has changed, what has stopped, and that nothing has."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from sources.intake.codes import Coded
from sources.intake.content import Attaching, Date, Identifier, IdentityNumber, Line, Municipality, Tag
from sources.intake.faults import rule_broken

#: What a notified change may change, which is what the register keeps of an activity.
CHANGEABLE = (
    "activity_name", "form_code", "orientation", "target_groups", "age_from", "age_to", "max_places",
    "municipality_code", "address", "address_protected", "operating_status", "manager_number",
)  # fmt: skip
Emptied = Literal["orientation", "target_groups", "age_from", "age_to", "max_places", "address", "manager_number"]
NEW, UNCHANGED = "new", "no_change_confirmed"
_KINDS = (NEW, "change", "temporary_stop", "resume", "closure", UNCHANGED)


class Notification(Attaching):
    """A notification to the register: a new activity, a change, a stop, or that nothing has changed."""

    kind_of_content: ClassVar[str] = "notification"
    free: ClassVar[tuple[str, ...]] = ("contact", "activity_name")

    kind: Annotated[str, Coded("notification_kinds", _KINDS)] = Field(
        title="Slag", description="Vad som anmäls till registret."
    )
    activity_id: Identifier | None = Field(
        default=None,
        title="Verksamhets-id",
        description="Verksamhetens id i registret. För en ny verksamhet ett förslag, eller tomt.",
    )
    effective_date: Date | None = Field(
        default=None,
        title="Gäller från",
        description="Dagen då ändringen genomfördes, ÅÅÅÅ-MM-DD. Tomt när inget har ändrats.",
    )
    organisation_number: IdentityNumber | None = Field(
        default=None, title="Huvudmannens organisationsnummer", description="Bara för en ny verksamhet. Tio siffror."
    )
    activity_name: Line | None = Field(default=None, title="Verksamhetens namn", description="Det nya namnet.")
    form_code: Annotated[str, Coded("forms")] | None = Field(
        default=None, title="Verksamhetsform", description="Formen enligt registret."
    )
    orientation: tuple[Tag, ...] | None = Field(
        default=None, max_length=20, title="Inriktning", description="Koder för inriktning, till exempel utredning."
    )
    target_groups: tuple[Tag, ...] | None = Field(
        default=None, max_length=20, title="Målgrupper", description="Koder för målgrupper, till exempel aldre."
    )
    age_from: int | None = Field(default=None, ge=0, le=120, strict=True, title="Lägsta ålder", description="År.")
    age_to: int | None = Field(default=None, ge=0, le=120, strict=True, title="Högsta ålder", description="År.")
    max_places: int | None = Field(
        default=None, ge=0, le=2000, strict=True, title="Antal platser", description="Högst så många på en gång."
    )
    municipality_code: Municipality | None = Field(
        default=None, title="Kommun", description="Kommunen där verksamheten finns."
    )
    address: Line | None = Field(default=None, title="Adress", description="Gatuadress. Tomt när adressen är skyddad.")
    address_protected: bool | None = Field(
        default=None, strict=True, title="Skyddad adress", description="Om adressen är skyddad."
    )
    operating_status: Annotated[str, Coded("operating_statuses")] | None = Field(
        default=None, title="Driftsläge", description="Sätts av slaget vid stopp, återupptagande och nedläggning."
    )
    manager_number: IdentityNumber | None = Field(
        default=None,
        title="Föreståndarens personnummer",
        description="Tio eller tolv siffror. Numret görs om till en pseudonym innan något sparas.",
    )
    emptied: tuple[Emptied, ...] = Field(
        default=(), title="Uppgifter som tas bort", description="Fält som inte längre ska ha något värde."
    )
    attachment_expected: bool = Field(
        default=False, strict=True, title="Bilaga kommer med post", description="Om en bilaga skickas på papper."
    )
    notifier_municipality: Municipality | None = Field(
        default=None,
        title="Anmälande kommun",
        description="Fylls i av handläggare som registrerar en kommuns anmälan.",
    )

    def told(self) -> dict[str, Any]:
        """Field → what it is to be from the effective date; `None` where it is emptied."""
        given = {name: getattr(self, name) for name in CHANGEABLE}
        return {name: value for name, value in given.items() if value is not None or name in self.emptied}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == NEW:
            self._needs("activity_name", "form_code", "organisation_number", "effective_date")
        else:
            self._needs("activity_id")
        if self.kind == UNCHANGED:
            self._must_be_empty("effective_date", *CHANGEABLE, "emptied", said="Lämna tomt: inget har ändrats.")
        elif self.kind != NEW:
            self._needs("effective_date")
            self._must_be_empty("organisation_number", said="Lämna tomt: huvudmannen ändras inte så här.")
        if self.kind == "change" and not self.told():
            raise rule_broken("missing_value", "Fyll i det som har ändrats.", "kind")
        if self.kind in {"temporary_stop", "resume", "closure"}:
            self._must_be_empty("operating_status", said="Lämna tomt: slaget säger driftsläget.")
        self._fits_together()
        return self

    def _fits_together(self) -> None:
        if self.address_protected and self.address:
            raise rule_broken("protected_address_is_empty", "Ta bort adressen: den är skyddad.", "address")
        if self.age_from is not None and self.age_to is not None and self.age_from > self.age_to:
            raise rule_broken("out_of_range", "Högsta ålder är lägre än lägsta ålder.", "age_to")
        for name in self.emptied:
            if getattr(self, name) is not None:
                raise rule_broken("contradiction", "Fältet är både ifyllt och borttaget.", name)

    def _needs(self, *names: str) -> None:
        for name in names:
            if getattr(self, name) is None:
                raise rule_broken("missing_value", "Fyll i fältet.", name)

    def _must_be_empty(self, *names: str, said: str) -> None:
        for name in names:
            if getattr(self, name) not in (None, ()):
                raise rule_broken("not_allowed", said, name)
