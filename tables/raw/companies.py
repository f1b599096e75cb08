"""Company deliveries: events and roles, and the figures of annual reports."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery


class CompanyEvent(Delivery, folder="companies", grain="one company event as known one day", owner="companies"):
    """Registrations, roles entered and left, procedures opened and closed."""

    event_id = fields.identifier("The event's own key.")
    operator_id = fields.operator_id()
    kind = fields.code("company_event_kinds", "What happened.")
    role = fields.code("roles", "The role, for role events.", nullable=True)
    person_key = fields.person_key("Pseudonym of the person, for role events.")
    is_voluntary = fields.flag("A liquidation the owners decided themselves.", nullable=True)
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
    has_audit_remark = fields.flag("The auditor made a remark.", nullable=True)
    known_at = fields.known_at()
