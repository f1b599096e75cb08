"""Reports of deficiencies: on what grounds, about whom, when, and how serious."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from sources.intake.codes import Coded
from sources.intake.content import Attaching, Date, Identifier, IdentityNumber, Line, Municipality, Text
from sources.intake.faults import rule_broken
from sources.intake.words import LONGEST_TEXT


class DeficiencyReport(Attaching):
    """A report of a deficiency (27 kap. 7 § SoL, 15 § LSS), or a question that comes before one."""

    kind_of_content: ClassVar[str] = "report"
    free: ClassVar[tuple[str, ...]] = ("description", "contact", "actor_name")

    kind: Annotated[str, Coded("report_kinds", ("municipal_report", "enquiry_municipal", "tip"))] = Field(
        default="municipal_report",
        title="Slag",
        description="Anmälan från kommun. Handläggare kan också registrera en fråga från kommunen eller ett tips.",
    )
    law: Annotated[str, Coded("report_laws")] = Field(
        title="Lag", description="Den lag som verksamheten bedrivs enligt."
    )
    grounds: tuple[Annotated[str, Coded("report_grounds", ("unlicensed", "unsuitable", "serious_deficiency"))], ...] = (
        Field(default=(), max_length=3, title="Grunder", description="En eller flera av lagens tre grunder.")
    )
    about: Annotated[str, Coded("reported_parties")] = Field(
        title="Vem det gäller", description="Vem rapporten handlar om."
    )
    activity_id: Identifier | None = Field(
        default=None, title="Verksamhets-id", description="Verksamhetens id i omsorgsregistret, när den är känd."
    )
    organisation_number: IdentityNumber | None = Field(
        default=None, title="Organisationsnummer", description="Tio siffror, till exempel 556000-0001."
    )
    actor_name: Line | None = Field(
        default=None,
        title="Namn på aktören",
        description="Företagets eller verksamhetens namn, när numret inte är känt.",
    )
    noticed_on: Date = Field(title="När det uppmärksammades", description="Dagen som kommunen fick veta, ÅÅÅÅ-MM-DD.")
    severity: int = Field(
        ge=1, le=4, strict=True, title="Hur allvarligt", description="Från 1 (mindre allvarligt) till 4 (fara)."
    )
    area: Annotated[str, Coded("finding_areas")] = Field(title="Område", description="Det område som bristen rör mest.")
    subject_type: Annotated[str, Coded("subject_types")] = Field(
        default="provider",
        title="Rör utförare eller person",
        description="Rapporter om enskilda personer används bara i statistik.",
    )
    channel: Annotated[str, Coded("report_channels", ("e_service", "municipal_mailbox", "phone", "email"))] | None = (
        Field(default=None, title="Inkommen genom", description="Hur rapporten kom in. Kommuner lämnar fältet tomt.")
    )
    description: Text = Field(
        title="Beskrivning",
        description=f"Vad som har hänt, högst {LONGEST_TEXT} tecken. Skriv inga namn eller nummer på personer.",
    )
    municipality_code: Municipality | None = Field(
        default=None,
        title="Avsändande kommun",
        description="Fylls i av handläggare som registrerar en kommuns rapport.",
    )
    enquiry_class: Annotated[str, Coded("enquiry_classes")] | None = Field(
        default=None, title="Frågan gällde", description="Bara för frågor från kommuner."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == "municipal_report" and not self.grounds:
            raise rule_broken("missing_value", "Välj minst en av de tre grunderna.", "grounds")
        if len(set(self.grounds)) != len(self.grounds):
            raise rule_broken("repeated", "Ange varje grund en gång.", "grounds")
        if (self.kind == "enquiry_municipal") != (self.enquiry_class is not None):
            raise rule_broken("missing_value", "Ange vad frågan gällde, och bara för frågor.", "enquiry_class")
        if self.subject_type == "individual" and self.actor_name:
            raise rule_broken("not_allowed", "Skriv inget namn när rapporten rör en person.", "actor_name")
        self._told_about_whom()
        return self

    def _told_about_whom(self) -> None:
        """That the field that says who it is about is filled in, and no other."""
        needed = {
            "activity": ("activity_id",),
            "permit_holder": ("organisation_number",),
            "service_company": ("organisation_number", "actor_name"),
            "coordinator": ("organisation_number", "actor_name"),
            "unknown": ("actor_name",) if self.subject_type == "provider" else (),
        }[self.about]
        given = [name for name in ("activity_id", "organisation_number", "actor_name") if getattr(self, name)]
        if needed and not set(needed) & set(given):
            raise rule_broken("missing_value", "Fyll i vem rapporten gäller.", needed[0])
        for name in given:
            if name not in needed:
                raise rule_broken("not_allowed", "Lämna fältet tomt för det val du har gjort av vem det gäller.", name)
