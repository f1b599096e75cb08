"""What the company register says: companies over time, events, annual reports and the duty to file them."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.fact import Fact, actor_id


class CompanyEvent(
    Fact, grain="one company event or period and period of knowledge", owner="companies", sv="bolagshändelser"
):
    """Company events, roles included; procedures as periods from opening to closing."""

    event_id = fields.identifier("The event's own key.")
    actor_id = actor_id()
    kind = fields.code("company_event_kinds", "What happened.")
    role = fields.code("roles", "The role, for role events.", nullable=True, sv="uppdrag")
    person_key = fields.person_key("Pseudonym of the person, for role events.", sv="person")
    is_voluntary = fields.flag("A liquidation the owners decided themselves.", nullable=True, sv="är frivilliga")
    event_date = fields.date("When it took effect; the opening, for a procedure.")
    until = fields.date(
        "First day a procedure was over; null while open and for events without length.", nullable=True, sv="slutet"
    )
    is_early = fields.flag("The role was left before its term was over.", nullable=True, sv="är i förtid")
    days_since_formation = dy.Int32(
        nullable=True,
        description="Days from the company's registration to the event.",
        metadata=note(unit="days", example=400, sv="dagar sedan bolaget bildades"),
    )


class AnnualReport(Fact, grain="one annual report and period of knowledge", owner="companies", sv="årsredovisningar"):
    """Figures of filed annual reports."""

    actor_id = actor_id()
    fiscal_year_start = fields.date("First day of the fiscal year.", sv="räkenskapsårets första dag")
    event_date = fields.date("Last day of the fiscal year.")
    filed_at = fields.date("Day filed.", sv="inlämningsdagen")
    net_turnover_sek = fields.amount_sek("Net turnover.", sv="nettoomsättning")
    operating_result_sek = fields.amount_sek("Operating result.", sv="rörelseresultat")
    total_assets_sek = fields.amount_sek("Total assets.", sv="balansomslutning")
    equity_sek = fields.amount_sek("Equity.", sv="eget kapital")
    share_capital_sek = fields.amount_sek("Registered share capital.", sv="aktiekapital")
    personnel_cost_sek = fields.amount_sek("Personnel cost.", sv="personalkostnader")
    mean_employees = dy.Float64(
        nullable=True,
        description="Mean number of employees.",
        metadata=note(unit="persons", example=12.0, sv="medelantal anställda"),
    )
    has_audit_remark = fields.flag(
        "The auditor made a remark; null without an auditor.", nullable=True, sv="har anmärkning i revisionsberättelsen"
    )
    result_before_tax_sek = fields.amount_sek("Result before tax.", sv="resultat före skatt")
    external_cost_sek = fields.amount_sek("Other external cost.", sv="övriga externa kostnader")
    dividends_sek = fields.amount_sek("Dividends paid to owners during the year.", sv="utdelning")
    group_claims_sek = fields.amount_sek(
        "Claims on owners and companies of the group at the year's end.", sv="fordringar på ägare och koncern"
    )
    year_days = dy.Int32(
        min=1,
        description="Length of the fiscal year.",
        metadata=note(unit="days", example=365, sv="dagar i räkenskapsåret"),
    )
    turnover_prior_sek = fields.amount_sek("Net turnover of the year before.", sv="nettoomsättning året före")
    operating_result_prior_sek = fields.amount_sek(
        "Operating result of the year before.", sv="rörelseresultat året före"
    )
    result_before_tax_prior_sek = fields.amount_sek(
        "Result before tax of the year before.", sv="resultat före skatt året före"
    )
    dividends_prior_sek = fields.amount_sek("Dividends of the year before.", sv="utdelning året före")
    group_claims_before_sek = fields.amount_sek(
        "Claims on owners and group two years before.", sv="fordringar på ägare och koncern två år tidigare"
    )
    prior_year_days = dy.Int32(
        nullable=True,
        min=1,
        description="Length of the year before.",
        metadata=note(unit="days", example=365, sv="dagar i året före"),
    )


class Company(
    Fact, grain="one company's entry, by validity and knowledge", owner="companies", sv="uppgifter om bolaget"
):
    """The company register's picture of a company, as rectangles in validity and knowledge that never overlap."""

    actor_id = actor_id()
    company_name = fields.text("Name of a legal person; null for natural persons.")
    legal_form = fields.code("legal_forms", "Legal form.", sv="företagsform")
    status = fields.code("company_statuses", "Whether the company is active.", sv="läge")
    address = fields.text("Registered address.", pii="address")
    postal_code = fields.text("Postal code.", pii="address", example="11122")
    address_type = fields.code("address_types", "What kind of address it is.", sv="slag av adress")
    municipality_code = fields.municipality_code()
    describes_care = fields.flag(
        "The description of the business includes care.", nullable=True, sv="har omsorg i verksamhetsbeskrivningen"
    )
    group_id = fields.identifier("What joins companies of one group.", nullable=True, sv="koncern")
    owner_state = fields.code(
        "beneficial_owner_states", "What is registered of its beneficial owners.", nullable=True, sv="verklig huvudman"
    )
    formed_at = fields.date("Day the company was registered.", nullable=True, sv="bildandet")
    valid_from = fields.date("First day the entry describes.", sv="första dagen")
    valid_to = fields.date("First day it no longer does.", nullable=True, sv="sista dagen")


class CompanyAnswer(
    Fact,
    grain="one field of a company as one source answers it, and period of knowledge",
    owner="companies",
    sv="källors svar om bolag",
):
    """What a source answers about one field of a company, and the last answer from it that said something.

    `value` is no answer of today where `state` is `source_down`: it is what the source said on `value_known_at`.
    """

    actor_id = actor_id()
    registration_no = dy.Int32(
        description="Number of the business under one identity number; 0 where there is only one.",
        metadata=note(example=0, sv="namnskyddslöpnummer"),
    )
    field = fields.code("company_fields", "The field.", sv="uppgift")
    source = fields.code("fetched_sources", "Who was asked.", sv="källa")
    producer = fields.text("Who holds the field, by the source's own word.", example="Bolagsverket", sv="producent")
    state = fields.code("answer_states", "What kind of answer the latest one was.", sv="svar")
    value = fields.text(
        "The value by the last answer that said something; several are separated by semicolons.",
        pii="removed for sole traders, address",
        sv="värde",
    )
    since = fields.date("The day the source dates the value to.", nullable=True, sv="gäller sedan")
    value_state = fields.code(
        "answer_states", "What kind of answer said so; null while none did.", nullable=True, sv="senaste svar"
    )
    value_known_at = fields.date("First day that answer was known.", nullable=True, sv="känt sedan")


class FilingDuty(
    Fact,
    grain="one fiscal year of a limited company and period of knowledge",
    owner="companies",
    rests_on=(AnnualReport,),
    sv="räkenskapsår",
):
    """Fiscal years with the last day to file the annual report, and the day it was filed."""

    actor_id = actor_id()
    event_date = fields.date("Last day of the fiscal year.")
    due_at = fields.date("Last day to file: seven months after the year's end.", sv="sista dagen")
    filed_at = fields.date("Day filed; null until then.", nullable=True, sv="inlämning")


class ReportFigure(
    Fact,
    grain="one figure of an annual report and period of knowledge",
    owner="companies",
    sv="årsredovisningars belopp",
):
    """Figures as they stand in the digital annual report that holds for a year, with tag and precision."""

    actor_id = actor_id()
    event_date = fields.date("Last day of the fiscal year.")
    period_start = fields.date(
        "First day of the figure's period; null for what holds on a day.", nullable=True, sv="periodens första dag"
    )
    concept = fields.code("report_concepts", "What the figure is.", sv="post")
    amount = dy.Float64(
        description="The figure, in kronor or persons.", metadata=note(example=2_650_000.0, sv="belopp")
    )
    decimals = dy.Int32(
        nullable=True,
        description="Precision as decimals, -3 for thousands; null for exact.",
        metadata=note(example=0, sv="noggrannhet"),
    )
    tag = fields.identifier("The tag in the report.", example="se-gen-base:Nettoomsattning", sv="märkning")
    document = dy.String(
        description="Digest of the report's file.", metadata=note(example="0" * 64, sv="filens kontrollsumma")
    )


class AuditorExit(
    Fact,
    grain="one auditor that left before the term was over, and period of knowledge",
    owner="companies",
    rests_on=(CompanyEvent,),
    sv="revisorers avgångar i förtid",
):
    """Auditors that left early, and whether another came within three months."""

    actor_id = actor_id()
    event_date = fields.date("Day the auditor left.")
    is_replaced = fields.flag(
        "Another auditor entered within three months.", sv="har följts av en ny revisor inom tre månader"
    )


class CircleChange(
    Fact,
    grain="one day on which an actor's circle changed, and period of knowledge",
    owner="companies",
    rests_on=(CompanyEvent,),
    sv="ändringar i ägar- och ledningskretsen",
):
    """Changes in board, management, owners and beneficial owners, one row a day, against what was notified."""

    actor_id = actor_id()
    event_date = fields.date("Day of the change.")
    n_changed = dy.Int32(min=1, description="Persons that entered or left.", metadata=note(example=2, sv="personer"))
    is_majority = fields.flag(
        "At least half of the board or of the owners are others than twelve months before.",
        sv="gäller minst hälften av styrelsen eller ägarna",
    )
    is_notified = fields.flag("Notified to the inspectorate within a month.", sv="är anmälda inom en månad")
    after_dormancy = fields.flag(
        "Within twelve months after an activity had been dormant for at least 90 days.",
        sv="följer på en vilande period",
    )


class TaxDebt(Fact, grain="one debt to the state, by validity and knowledge", owner="companies", sv="skatteskulder"):
    """Debts to the state that stay unpaid. Empty until a legal basis is recorded for the source."""

    debt_id = fields.identifier("The debt's own key.")
    actor_id = actor_id()
    amount_sek = dy.Int64(
        nullable=True,
        description="The debt, in whole kronor.",
        metadata=note(unit="SEK", example=120_000, sv="belopp i kronor"),
    )
    event_date = fields.date("Day it fell due.")
    valid_from = fields.date("First day it had been unpaid for more than 90 days.", sv="första dagen")
    valid_to = fields.date("Day it was paid.", nullable=True, sv="betalningen")
