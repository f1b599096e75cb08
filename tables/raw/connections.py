"""Deliveries of what is connected to what: municipalities to services, reports to actors, actors to each other."""

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery


class MunicipalityStatus(
    Delivery, folder="municipalities", grain="one municipality as known one day", owner="register"
):
    """Which municipalities are connected to the e-service and to the placement support, since when."""

    municipality_code = fields.municipality_code(nullable=False)
    e_service_from = fields.date("Connected to the e-service since.", nullable=True)
    placement_support_from = fields.date("Connected to the placement support since.", nullable=True)
    population = dy.Int32(
        nullable=True, min=0, description="Inhabitants.", metadata=note(unit="persons", example=44000)
    )
    known_at = fields.known_at()


class Link(Delivery, folder="links", grain="one link decided by a person", owner="register"):
    """Links that a person has decided: a report belongs to an activity or operator."""

    link_id = fields.identifier("The link's own key.")
    report_id = fields.identifier("The report.")
    operator_id = fields.operator_id(nullable=True)
    activity_id = fields.identifier("The activity.", nullable=True)
    decided_by_role = fields.identifier("The role of who decided.", example="utredare")
    decided_at = fields.date("When it was decided.")
    known_at = fields.known_at()


class ActorRelation(
    Delivery, folder="links", grain="one relation between two operators as known one day", owner="register"
):
    """Relations beyond the permit holder: owners, groups, service companies, coordinators, takeovers."""

    operator_id = fields.operator_id()
    other_operator_id = fields.operator_id(description="The other operator.")
    relation = fields.code("relations", "What the other is to the first.")
    valid_from = fields.date("First day of the relation.")
    valid_to = fields.date("First day after it.", nullable=True)
    known_at = fields.known_at()


class PredecessorDecision(
    Delivery, folder="links", grain="one activity and one it may go on from, as decided one day", owner="register"
):
    """That an activity does not go on from another, or may after all, as a person has decided."""

    activity_id = fields.identifier("The later activity.", example="V000001")
    former_activity_id = fields.identifier("The earlier activity.", example="V000002")
    is_rejected = fields.flag("The one does not go on from the other; false where that has been taken back.")
    decided_by_role = fields.identifier("The role of who decided.", example="utredare")
    decided_at = fields.date("When it was decided.")
    known_at = fields.known_at()


class MunicipalityContext(
    Delivery, folder="municipalities", grain="one municipality and year as known one day", owner="register"
):
    """Inhabitants and group of similar municipalities, by year."""

    municipality_code = fields.municipality_code(nullable=False)
    year = dy.Int32(min=1998, max=2199, description="The year.", metadata=note(example=2025))
    population = dy.Int32(
        nullable=True, min=0, description="Inhabitants at the year's end.", metadata=note(unit="persons", example=44000)
    )
    skr_group = fields.code("skr_groups", "Group of similar municipalities.", nullable=True)
    known_at = fields.known_at()


class SourceFetch(Delivery, folder="fetches", grain="one source and day it was asked", owner="operations"):
    """How far each source that is fetched has been fetched; written by the program itself."""

    source = fields.code("fetched_sources", "The source.")
    fetched_at = fields.date("The day it was asked.")
    outcome = fields.code("fetch_outcomes", "What came of it.")
    covered_to = fields.date("Last day that what was fetched is complete to.", nullable=True)
    asked = dy.Int64(min=0, description="How many things were asked for.", metadata=note(example=1))
    answered = dy.Int64(min=0, description="How many were answered.", metadata=note(example=1))
    known_at = fields.known_at()

    @dy.rule()
    def complete_covers_something(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """Only what is complete, or has been before, is covered to a day; what is complete always is."""
        return (cls.outcome.col != "complete") | cls.covered_to.col.is_not_null()
