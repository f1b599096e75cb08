"""The care register's deliveries: operators, activities, notifications, permits and the cases behind them."""

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery


class Operator(Delivery, folder="care_register", grain="one operator as registered on one day", owner="register"):
    """Who runs activities: permit holders, municipalities, regions and the state."""

    operator_id = fields.operator_id()
    operator_name = fields.text(
        "Name of a legal person; empty for natural persons from landing onwards.",
        pii="removed for sole traders",
        example="Exempelomsorg AB",
    )
    legal_form = fields.code("legal_forms", "Legal form.")
    operator_type = fields.code("operator_types", "Who stands behind the operator.")
    municipality_code = fields.municipality_code()
    known_at = fields.known_at()


class ActivityVersion(
    Delivery, folder="care_register", grain="one activity from one day onwards, as known one day", owner="register"
):
    """The register's picture of an activity; a new row when something changes or is corrected."""

    activity_id = fields.identifier("The register's own key of the activity.")
    operator_id = fields.operator_id()
    activity_name = fields.text("Name of the activity.", pii="may hold a sole trader's name", example="Björkens hem")
    form_code = fields.code("forms", "Form of activity.")
    orientation = fields.text("Orientation codes, separated by |.", example="unga|utredning")
    target_groups = fields.text("Target group codes, separated by |.", example="psykisk_ohalsa")
    age_from = dy.Int32(
        nullable=True, min=0, max=120, description="Lowest age.", metadata=note(unit="years", example=13)
    )
    age_to = dy.Int32(
        nullable=True, min=0, max=120, description="Highest age.", metadata=note(unit="years", example=17)
    )
    max_places = dy.Int32(
        nullable=True,
        min=0,
        max=2000,
        description="Highest number of persons at once; empty for forms without places.",
        metadata=note(unit="places", example=8),
    )
    municipality_code = fields.municipality_code()
    address = fields.text("Street address; must be empty when the address is protected.", pii="address")
    address_protected = fields.flag("The address may be shown to nobody.")
    manager_key = fields.person_key("Pseudonym of the manager (föreståndare).")
    permit_no = fields.identifier("The permit the activity runs under.", nullable=True)
    operating_status = fields.code("operating_statuses", "Whether the activity operates.", example="active")
    valid_from = fields.date("The first day the version describes.")
    valid_to = fields.date("The first day it no longer does; empty until further notice.", nullable=True)
    known_at = fields.known_at()

    @dy.rule()
    def protected_address_is_empty(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """Where the address is protected there is none in the row."""
        return ~cls.address_protected.col | cls.address.col.is_null()

    @dy.rule()
    def valid_to_after_valid_from(cls) -> pl.Expr:  # noqa: N805
        """A version holds for at least a day."""
        return cls.valid_to.col.is_null() | (cls.valid_to.col > cls.valid_from.col)


class Notification(Delivery, folder="care_register", grain="one notification", owner="register"):
    """Starts, changes, stops, closures and confirmations that the operator or municipality has notified."""

    notification_id = fields.identifier("The notification's own key.")
    activity_id = fields.identifier("The activity it concerns.")
    kind = fields.code("notification_kinds", "What is notified.", example="change")
    effective_date = fields.date("When the change was carried out; empty for a confirmation.", nullable=True)
    channel = fields.code("notification_channels", "How it came in.")
    notifier_municipality = fields.municipality_code()
    attachment_expected = fields.flag("An attachment is to come by post.")
    attachment_received_at = fields.date("When the attachment came.", nullable=True)
    known_at = fields.known_at()


class Permit(Delivery, folder="care_register", grain="one permit as known one day", owner="permits"):
    """Permits with their limits."""

    permit_no = fields.identifier("The permit's number.")
    operator_id = fields.operator_id()
    activity_id = fields.identifier("The activity, when the permit is for one site.", nullable=True)
    form_code = fields.code("forms", "Form of activity.")
    granted_at = fields.date("Day of the decision.")
    valid_from = fields.date("First day of the permit.")
    valid_to = fields.date("First day after it; empty until further notice.", nullable=True)
    max_places = dy.Int32(
        nullable=True,
        min=0,
        max=2000,
        description="Highest number of persons at once.",
        metadata=note(unit="places", example=8),
    )
    target_groups = fields.text("Target group codes of the permit, separated by |.", example="psykisk_ohalsa")
    age_from = dy.Int32(
        nullable=True, min=0, max=120, description="Lowest age.", metadata=note(unit="years", example=13)
    )
    age_to = dy.Int32(
        nullable=True, min=0, max=120, description="Highest age.", metadata=note(unit="years", example=17)
    )
    address = fields.text("Address of a permit for one site; must be empty when it is protected.", pii="address")
    address_protected = fields.flag("The address may be shown to nobody; empty only without an address.", nullable=True)
    known_at = fields.known_at()

    @dy.rule()
    def protected_address_is_empty(cls) -> pl.Expr:  # noqa: N805
        """An address stands only where the row says that it is not protected."""
        return cls.address.col.is_null() | ~cls.address_protected.col.fill_null(value=True)


class PermitCase(Delivery, folder="permit_cases", grain="one permit case as known one day", owner="permits"):
    """Applications and their outcome, with the ground of a refusal."""

    case_no = fields.identifier("Diarienummer.", example="8.5-29206/2024")
    operator_id = fields.operator_id()
    form_code = fields.code("forms", "Form applied for.")
    kind = fields.code("permit_case_kinds", "Kind of case.")
    applied_at = fields.date("Day of the application.")
    decided_at = fields.date("Day of the decision.", nullable=True)
    outcome = fields.code("permit_outcomes", "Outcome.", example="granted")
    ground = fields.code("permit_grounds", "Ground of a refusal.", nullable=True)
    final_at = fields.date("Day the outcome could no longer be appealed.", nullable=True)
    known_at = fields.known_at()
