"""What is wrong with the entries of activities: contradictions, what lies outside the permit, possible duplicates.

The rules themselves are in `contradictions.py` and `duplicates.py`; numbers of actors belong in `identities.py`.
"""

import polars as pl

from sources.facts.contradictions import contradictions, scope_breaches
from sources.facts.duplicates import possible_duplicates
from sources.facts.knowledge import conform, superseded
from sources.facts.timelines import spells
from tables import core, raw

_LINE = ["ledger_id", "source_row"]


def activity_faults(
    versions: pl.DataFrame, delivered: pl.DataFrame, notified: pl.DataFrame, permits: pl.DataFrame
) -> pl.DataFrame:
    """Every broken rule of open activities, from the first day it held to when it no longer did.

    Args:
        versions: activities over time.
        delivered: the lines they rest on, with fields that the versions leave out.
        notified: the notifications.
        permits: the permits as delivered, with their limits.
    """
    fields = delivered.select(*_LINE, "target_groups", "age_from", "age_to", stated_until="valid_to")
    entries = versions.filter("is_open").join(fields, on=_LINE, how="left", maintain_order="left")
    allowed = superseded(permits, raw.Permit)
    found = [*contradictions(entries, notified), *scope_breaches(entries, allowed), possible_duplicates(entries)]
    broken = pl.concat(found).with_columns(pl.col("detail").fill_null(""))
    whole = spells(broken, ["activity_id", "rule", "detail"], [], ["actor_id"])
    whole = whole.with_columns(detail=pl.when(pl.col("detail") != "").then("detail"))
    return conform(whole, core.ActivityFault, ["activity_id", "rule", "detail", "valid_from"])
