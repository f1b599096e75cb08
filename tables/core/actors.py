"""Who is or may be responsible, and who is connected to whom."""

import dataframely as dy

from tables import fields
from tables.base import EVERYBODY, OUTSIDE, PARTY, note
from tables.code_lists import labels_of
from tables.core.fact import Fact, actor_id

#: What several actors are in together, so that a link to it stands for links to all of them.
_NODE = r"^[GA]-[0-9a-f]{20}$"


class Actor(Fact, grain="one actor and period of knowledge", owner="register", sv="aktörer"):
    """Who is or may be responsible: operators, and stubs for reported actors that the register does not know."""

    actor_id = actor_id(masked_to=OUTSIDE)
    id_type = dy.Enum(
        ["organisation", "person", "stub"], description="What the identifier is.", metadata=note(show_to=EVERYBODY)
    )
    id_check = fields.code(
        "identity_checks", "Whether the identifier can be right.", example="ok", sv="identitet", show_to=EVERYBODY
    )
    actor_name = fields.text("Name of a legal person; null for natural persons and stubs.", masked_to=OUTSIDE)
    legal_form = fields.code("legal_forms", "Legal form.", sv="företagsform", show_to=EVERYBODY)
    operator_type = fields.code("operator_types", "Who stands behind the actor.", sv="driftsform", show_to=EVERYBODY)
    municipality_code = fields.municipality_code(show_to=PARTY)


class ActorLink(
    Fact,
    grain="one link between an actor and a person or actor, by validity and knowledge",
    owner="companies",
    sv="uppdrag och samband",
):
    """Who is connected to whom, as what, from when to when, and by which source. Persons are keyed pseudonyms.

    Companies of one group, and companies at one address, are each linked to the group or the address and so to one
    another: as many rows as companies, not as pairs of them.
    """

    actor_id = actor_id()
    other_id = dy.String(
        regex=rf"{fields.ACTOR}|{_NODE}",
        description="The person or actor it is linked to, or the key of the group or the address (G-, A-) it is in.",
        metadata=note(example="P-0123456789abcdef0123", pii="pseudonym", sv="person eller aktör"),
    )
    other_kind = dy.Enum(
        ["person", "actor", "group", "address"],
        description="What the other end is: companies of one group, or at one address, have the same other end.",
        metadata=note(
            sv="till", labels={"person": "person", "actor": "aktör", "group": "koncern", "address": "adress"}
        ),
    )
    relation = dy.String(
        description="A code of the lists `roles` and `relations`; of `derived_relations` where it follows from facts.",
        metadata=note(
            example="board_member", labels=labels_of("derived_relations") | labels_of("relations") | labels_of("roles")
        ),
    )
    source = dy.Enum(
        ["company_event", "actor_relation", "company", "activity_version"],
        description="The delivery table that the link rests on.",
        metadata=note(
            example="company_event",
            sv="källa",
            labels={
                "company_event": "bolagets händelser",
                "actor_relation": "registrerade samband",
                "company": "bolagets uppgifter",
                "activity_version": "omsorgsregistret",
            },
        ),
    )
    valid_from = fields.date("First day of the link.", sv="första dagen")
    began_earlier = fields.flag(
        "The link was there when its source was first asked: it began on the first day or some time before.",
        nullable=True,
        sv="fanns redan",
    )
    valid_to = fields.date("First day after it; null while it lasts.", nullable=True, sv="sista dagen")
