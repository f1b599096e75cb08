"""What is wrong with the entries of actors: numbers that cannot be right, and what the company register contradicts."""

import polars as pl

from sources.facts.company_faults import company_faults
from sources.facts.identities import identity_faults
from sources.facts.knowledge import conform
from tables import core


def actor_faults(known_actors: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """Every broken rule of actors, from the first day it held to when it no longer did."""
    found = [identity_faults(known_actors, companies), company_faults(known_actors, companies)]
    return conform(pl.concat(found, how="diagonal"), core.ActorFault, ["actor_id", "rule", "valid_from"])
