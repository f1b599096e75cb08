"""Company deliveries: events and roles, and the figures of annual reports."""

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery


class Company(
    Delivery, folder="companies", grain="one company from one day onwards, as known one day", owner="companies"
):
    """The company register's picture of a company; a new row when something changes or is corrected."""

    operator_id = fields.operator_id()
    company_name = fields.text(
        "Name of a legal person; empty for natural persons from landing onwards.",
        pii="removed for sole traders",
        example="Exempelomsorg AB",
    )
    legal_form = fields.code("legal_forms", "Legal form.")
    status = fields.code("company_statuses", "Whether the company is active.", example="active")
    address = fields.text(
        "Registered address; empty when protected, and for natural persons from landing onwards.",
        pii="removed for sole traders, address",
        example="Storgatan 1",
    )
    postal_code = fields.text("Postal code, as the address.", pii="removed for sole traders, address", example="11122")
    address_type = fields.code("address_types", "What kind of address it is.", example="street")
    municipality_code = fields.municipality_code()
    describes_care = fields.flag("The description of the business includes care.", nullable=True)
    group_id = fields.identifier("What joins companies of one group.", nullable=True)
    owner_state = fields.code("beneficial_owner_states", "What is registered of its beneficial owners.", nullable=True)
    formed_at = fields.date("Day the company was registered.", nullable=True)
    valid_from = fields.date("The first day the entry describes.")
    known_at = fields.known_at()

    @dy.rule()
    def protected_address_is_empty(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """Where the address is protected there is none in the row."""
        is_empty = cls.address.col.is_null() & cls.postal_code.col.is_null()
        return is_empty | (cls.address_type.col.fill_null("protected") != "protected")


class CompanyEvent(Delivery, folder="companies", grain="one company event as known one day", owner="companies"):
    """Registrations, roles entered and left, procedures opened and closed."""

    event_id = fields.identifier("The event's own key.")
    operator_id = fields.operator_id()
    kind = fields.code("company_event_kinds", "What happened.")
    role = fields.code("roles", "The role, for role events.", nullable=True)
    person_key = fields.person_key("Pseudonym of the person, for role events.")
    is_voluntary = fields.flag("A liquidation the owners decided themselves.", nullable=True)
    is_early = fields.flag("The role was left before its term was over.", nullable=True)
    event_date = fields.date("When it took effect.")
    known_at = fields.known_at()


class AnnualReport(Delivery, folder="companies", grain="one annual report as known one day", owner="companies"):
    """Figures of filed annual reports."""

    operator_id = fields.operator_id()
    fiscal_year_start = fields.date("First day of the fiscal year.")
    fiscal_year_end = fields.date("Last day of the fiscal year.")
    filed_at = fields.date("Day filed.")
    net_turnover_sek = fields.amount_sek("Net turnover.")
    operating_result_sek = fields.amount_sek("Operating result.")
    total_assets_sek = fields.amount_sek("Total assets.")
    equity_sek = fields.amount_sek("Equity.")
    share_capital_sek = fields.amount_sek("Registered share capital.")
    personnel_cost_sek = fields.amount_sek("Personnel cost.")
    mean_employees = dy.Float64(
        nullable=True, min=0, description="Mean number of employees.", metadata=note(unit="persons", example=12.0)
    )
    has_audit_remark = fields.flag("The auditor made a remark; empty without an auditor.", nullable=True)
    result_before_tax_sek = fields.amount_sek("Result before tax.")
    external_cost_sek = fields.amount_sek("Other external cost.")
    dividends_sek = fields.amount_sek("Dividends paid to owners during the year.")
    group_claims_sek = fields.amount_sek("Claims on owners and companies of the group at the year's end.")
    known_at = fields.known_at()

    @dy.rule()
    def fiscal_year_ends_after_it_starts(cls) -> pl.Expr:  # noqa: N805
        """A fiscal year has at least one day."""
        return cls.fiscal_year_end.col >= cls.fiscal_year_start.col


class CompanyAnswer(
    Delivery, folder="companies", grain="one field of a company as one source answered one day", owner="companies"
):
    """What a source answered about one field: a value, nothing, no such organisation, or no answer at all."""

    operator_id = fields.operator_id()
    registration_no = dy.Int32(
        min=0,
        max=999,
        description="Number of the business under one identity number; 0 where there is only one.",
        metadata=note(example=0),
    )
    field = fields.code("company_fields", "The field.")
    source = fields.code("fetched_sources", "Who was asked.")
    producer = fields.text("Who holds the field, by the source's own word.", max_length=40, example="Bolagsverket")
    state = fields.code("answer_states", "What kind of answer it was.")
    value = fields.text("The value; several are separated by semicolons.", pii="removed for sole traders")
    since = fields.date("The day the source dates the value to.", nullable=True)
    known_at = fields.known_at()

    @dy.rule()
    def only_a_value_has_a_value(cls) -> pl.Expr:  # noqa: N805
        """Empty, not found and no answer are three different things, and none of them is a value.

        A value may be held back: a natural person's name and address are.
        """
        return (cls.state.col == "value") | cls.value.col.is_null()


class ReportFigure(
    Delivery, folder="companies", grain="one figure of one annual report as known one day", owner="companies"
):
    """Figures as they stand in a digital annual report: the tag they had, the period and how precise they are."""

    operator_id = fields.operator_id()
    fiscal_year_end = fields.date("Last day of the fiscal year the figure is about.")
    period_start = fields.date("First day of the figure's period; empty for what holds on a day.", nullable=True)
    concept = fields.code("report_concepts", "What the figure is.")
    amount = dy.Float64(description="The figure, in kronor or persons.", metadata=note(example=2_650_000.0))
    decimals = dy.Int32(
        nullable=True,
        min=-12,
        max=12,
        description="Precision as decimals, -3 for thousands; empty for exact.",
        metadata=note(example=0),
    )
    tag = fields.identifier("The tag in the report.", example="se-gen-base:Nettoomsattning")
    document = dy.String(
        regex="^[0-9a-f]{64}$", description="Digest of the report's file.", metadata=note(example="0" * 64)
    )
    known_at = fields.known_at()
