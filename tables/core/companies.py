"""What the company register says: companies over time, events, annual reports and the duty to file them."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.fact import Fact, actor_id


class CompanyEvent(Fact, grain="one company event or period and period of knowledge", owner="companies"):
    """Company events, roles included; procedures as periods from opening to closing."""

    event_id = fields.identifier("The event's own key.")
    actor_id = actor_id()
    kind = fields.code("company_event_kinds", "What happened.")
    role = fields.code("roles", "The role, for role events.", nullable=True)
    person_key = fields.person_key("Pseudonym of the person, for role events.")
    is_voluntary = fields.flag("A liquidation the owners decided themselves.", nullable=True)
    event_date = fields.date("When it took effect; the opening, for a procedure.")
    until = fields.date("First day a procedure was over; null while open and for events without length.", nullable=True)
    is_early = fields.flag("The role was left before its term was over.", nullable=True)
    days_since_formation = dy.Int32(
        nullable=True,
        description="Days from the company's registration to the event.",
        metadata=note(unit="days", example=400),
    )


class AnnualReport(Fact, grain="one annual report and period of knowledge", owner="companies"):
    """Figures of filed annual reports."""

    actor_id = actor_id()
    fiscal_year_start = fields.date("First day of the fiscal year.")
    event_date = fields.date("Last day of the fiscal year.")
    filed_at = fields.date("Day filed.")
    net_turnover_sek = fields.amount_sek("Net turnover.")
    operating_result_sek = fields.amount_sek("Operating result.")
    total_assets_sek = fields.amount_sek("Total assets.")
    equity_sek = fields.amount_sek("Equity.")
    share_capital_sek = fields.amount_sek("Registered share capital.")
    personnel_cost_sek = fields.amount_sek("Personnel cost.")
    mean_employees = dy.Float64(
        nullable=True, description="Mean number of employees.", metadata=note(unit="persons", example=12.0)
    )
    has_audit_remark = fields.flag("The auditor made a remark; null without an auditor.", nullable=True)
    result_before_tax_sek = fields.amount_sek("Result before tax.")
    external_cost_sek = fields.amount_sek("Other external cost.")
    dividends_sek = fields.amount_sek("Dividends paid to owners during the year.")
    group_claims_sek = fields.amount_sek("Claims on owners and companies of the group at the year's end.")
    year_days = dy.Int32(
        min=1,
        description="Length of the fiscal year.",
        metadata=note(unit="days", example=365, sv="dagar i räkenskapsåret"),
    )
    turnover_prior_sek = fields.amount_sek("Net turnover of the year before.")
    operating_result_prior_sek = fields.amount_sek("Operating result of the year before.")
    result_before_tax_prior_sek = fields.amount_sek("Result before tax of the year before.")
    dividends_prior_sek = fields.amount_sek("Dividends of the year before.")
    group_claims_before_sek = fields.amount_sek("Claims on owners and group two years before.")
    prior_year_days = dy.Int32(
        nullable=True,
        min=1,
        description="Length of the year before.",
        metadata=note(unit="days", example=365, sv="dagar i året före"),
    )


class Company(Fact, grain="one company's entry, by validity and knowledge", owner="companies", sv="uppgift om bolaget"):
    """The company register's picture of a company, as rectangles in validity and knowledge that never overlap."""

    actor_id = actor_id()
    company_name = fields.text("Name of a legal person; null for natural persons.")
    legal_form = fields.code("legal_forms", "Legal form.")
    status = fields.code("company_statuses", "Whether the company is active.")
    address = fields.text("Registered address.", pii="address")
    postal_code = fields.text("Postal code.", pii="address", example="11122")
    address_type = fields.code("address_types", "What kind of address it is.")
    municipality_code = fields.municipality_code()
    describes_care = fields.flag("The description of the business includes care.", nullable=True)
    group_id = fields.identifier("What joins companies of one group.", nullable=True)
    owner_state = fields.code("beneficial_owner_states", "What is registered of its beneficial owners.", nullable=True)
    formed_at = fields.date("Day the company was registered.", nullable=True)
    valid_from = fields.date("First day the entry describes.")
    valid_to = fields.date("First day it no longer does.", nullable=True)


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
    due_at = fields.date("Last day to file: seven months after the year's end.")
    filed_at = fields.date("Day filed; null until then.", nullable=True)


class AuditorExit(
    Fact,
    grain="one auditor that left before the term was over, and period of knowledge",
    owner="companies",
    rests_on=(CompanyEvent,),
    sv="revisors avgång i förtid",
):
    """Auditors that left early, and whether another came within three months."""

    actor_id = actor_id()
    event_date = fields.date("Day the auditor left.")
    is_replaced = fields.flag("Another auditor entered within three months.")


class CircleChange(
    Fact,
    grain="one day on which an actor's circle changed, and period of knowledge",
    owner="companies",
    rests_on=(CompanyEvent,),
    sv="ändring i ägar- och ledningskretsen",
):
    """Changes in board, management, owners and beneficial owners, one row a day, against what was notified."""

    actor_id = actor_id()
    event_date = fields.date("Day of the change.")
    n_changed = dy.Int32(
        min=1, description="Persons that entered or left.", metadata=note(example=2, sv="antal personer")
    )
    is_majority = fields.flag("At least half of the board or of the owners are others than twelve months before.")
    is_notified = fields.flag("Notified to the inspectorate within a month.")
    after_dormancy = fields.flag("Within twelve months after an activity had been dormant for at least 90 days.")


class TaxDebt(Fact, grain="one debt to the state, by validity and knowledge", owner="companies", sv="skatteskuld"):
    """Debts to the state that stay unpaid. There is no source: the exchange awaits a legal basis."""

    debt_id = fields.identifier("The debt's own key.")
    actor_id = actor_id()
    amount_sek = dy.Int64(
        nullable=True,
        description="The debt, in whole kronor.",
        metadata=note(unit="SEK", example=120_000, sv="belopp i kronor"),
    )
    event_date = fields.date("Day it fell due.")
    valid_from = fields.date("First day it had been unpaid for more than 90 days.")
    valid_to = fields.date("Day it was paid.", nullable=True)
