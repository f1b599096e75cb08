"""Permits and permit cases, the latter also one hop away: for actors that share a person of the applicant's circle."""

import datetime as dt

import polars as pl

from sources.facts.codes import codes_with
from sources.facts.knowledge import conform, during, first_of_each, known_only_from, nonempty, superseded
from tables import core, raw

_FAR = dt.date(9999, 12, 31)


def permits(delivered: pl.DataFrame) -> pl.DataFrame:
    """Permits by knowledge."""
    rows = superseded(delivered, raw.Permit).with_columns(actor_id="operator_id", event_date="granted_at")
    return conform(rows, core.Permit, ["permit_no"])


def permit_cases(delivered: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Permit cases for the applicant, and for every other actor while a person of the circle is there too."""
    rows = superseded(delivered, raw.PermitCase).with_columns(applicant_id="operator_id", event_date="decided_at")
    rows = _by_finality(rows).with_row_index("_case")
    own = rows.with_columns(actor_id="applicant_id", attribution=pl.lit("own"))
    shared = _reached(rows, _circles(links))
    circle = rows.drop("known_from", "known_to").join(shared, on="_case").with_columns(attribution=pl.lit("circle"))
    by = ["case_no", "attribution", "actor_id"]
    return conform(pl.concat([own, circle], how="diagonal"), core.PermitCase, by)


def _by_finality(rows: pl.DataFrame) -> pl.DataFrame:
    """Each case until it became final, and from then on."""
    before = rows.with_columns(known_to=pl.min_horizontal("known_to", "final_at"), is_final=False).filter(nonempty())
    after = known_only_from(rows.filter(pl.col("final_at").is_not_null()), "final_at").with_columns(is_final=True)
    return pl.concat([before, after])


def _circles(links: pl.DataFrame) -> pl.DataFrame:
    """Who is or was in the circle of which actor, for persons with more than one actor."""
    circle = links.filter(
        pl.col("other_kind").cast(pl.String) == "person", pl.col("relation").is_in(codes_with("roles", "in_circle"))
    ).select("actor_id", "valid_from", "valid_to", "known_from", "known_to", person="other_id")
    return known_only_from(circle.filter(pl.col("actor_id").n_unique().over("person") > 1), "valid_from")


def _reached(cases: pl.DataFrame, circles: pl.DataFrame) -> pl.DataFrame:
    """The other actors each case reaches, while it does, through the person whose key is smallest."""
    inside = cases.select("_case", "applicant_id", "applied_at", "decided_at", "known_from", "known_to")
    inside = inside.join(circles, left_on="applicant_id", right_on="actor_id", suffix="_circle").filter(
        pl.col("valid_from") <= pl.col("decided_at").fill_null(_FAR),
        pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("applied_at")),
    )
    inside = during(inside, "known_from_circle", "known_to_circle")
    present = circles.with_columns(known_to=pl.min_horizontal("known_to", "valid_to")).select(
        "actor_id", "person", present_from="known_from", present_to="known_to"
    )
    reached = inside.select("_case", "applicant_id", "person", "known_from", "known_to").join(present, on="person")
    reached = during(reached.filter(pl.col("actor_id") != pl.col("applicant_id")), "present_from", "present_to")
    reached = reached.rename({"person": "via_person"})
    first = first_of_each(reached, ["_case", "actor_id"], ["via_person"])
    return first.select("_case", "actor_id", "via_person", "known_from", "known_to")
