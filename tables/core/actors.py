"""Who is or may be responsible, and who is connected to whom."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.fact import Fact, actor_id


class Actor(Fact, grain="one actor and period of knowledge", owner="register"):
    """Who is or may be responsible: operators, and stubs for reported actors that the register does not know."""

    actor_id = actor_id()
    id_type = dy.Enum(["organisation", "person", "stub"], description="What the identifier is.")
    actor_name = fields.text("Name of a legal person; null for natural persons and stubs.")
    legal_form = fields.code("legal_forms", "Legal form.")
    operator_type = fields.code("operator_types", "Who stands behind the actor.")
    municipality_code = fields.municipality_code()


class ActorLink(
    Fact, grain="one link between an actor and a person or actor, by validity and knowledge", owner="companies"
):
    """Who is connected to whom, as what, from when to when. Persons are keyed pseudonyms."""

    actor_id = actor_id()
    other_id = dy.String(
        regex=fields.ACTOR,
        description="The person or actor it is linked to.",
        metadata=note(example="P-0123456789abcdef0123", pii="pseudonym"),
    )
    other_kind = dy.Enum(["person", "actor"], description="What the other end is.")
    relation = dy.String(
        description="Role (code list `roles`) or relation (code list `relations`).",
        metadata=note(example="board_member"),
    )
    valid_from = fields.date("First day of the link.")
    valid_to = fields.date("First day after it; null while it lasts.", nullable=True)
