"""Deliveries of what is connected to what: municipalities to services, reports to actors, actors to each other."""

import dataframely as dy

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
