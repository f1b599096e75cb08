"""Who is or may be responsible, and who is connected to whom."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.code_lists import labels_of
from tables.core.fact import Fact, actor_id


class Actor(Fact, grain="one actor and period of knowledge", owner="register", sv="aktörer"):
    """Who is or may be responsible: operators, and stubs for reported actors that the register does not know."""

    actor_id = actor_id()
    id_type = dy.Enum(["organisation", "person", "stub"], description="What the identifier is.")
    actor_name = fields.text("Name of a legal person; null for natural persons and stubs.")
    legal_form = fields.code("legal_forms", "Legal form.", sv="företagsform")
    operator_type = fields.code("operator_types", "Who stands behind the actor.", sv="driftsform")
    municipality_code = fields.municipality_code()


class ActorLink(
    Fact,
    grain="one link between an actor and a person or actor, by validity and knowledge",
    owner="companies",
    sv="uppdrag och samband",
):
    """Who is connected to whom, as what, from when to when. Persons are keyed pseudonyms."""

    actor_id = actor_id()
    other_id = dy.String(
        regex=fields.ACTOR,
        description="The person or actor it is linked to.",
        metadata=note(example="P-0123456789abcdef0123", pii="pseudonym", sv="person eller aktör"),
    )
    other_kind = dy.Enum(
        ["person", "actor"],
        description="What the other end is.",
        metadata=note(sv="till", labels={"person": "person", "actor": "aktör"}),
    )
    relation = dy.String(
        description="Role (code list `roles`) or relation (code list `relations`).",
        metadata=note(example="board_member", labels=labels_of("relations") | labels_of("roles")),
    )
    valid_from = fields.date("First day of the link.", sv="första dagen")
    valid_to = fields.date("First day after it; null while it lasts.", nullable=True, sv="sista dagen")
