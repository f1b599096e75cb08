"""What may be told to other boards now, and which clearings must be: functions of reports as they are known.

A report is told when a municipality made it, to the inspectorate or the police, of a provider that is a legal person,
and only while it stands. One that has been told and no longer stands is cleared to everyone who was told.
"""

import datetime as dt
from collections.abc import Collection, Sequence

import polars as pl

from sources.facts.codes import has
from sources.shares.book import Share, latest

KINDS = ("municipal_report", "police_report")
#: Who decides that a clearing is told: nobody has to.
BY_ITSELF = "programmet"
CORRECTED = "corrected"


def standing(reports: pl.DataFrame, companies: pl.Series) -> pl.DataFrame:
    """The reports that boards may be told of, with whom they are about.

    Args:
        reports: rows of `core.report` as known on the day.
        companies: the actors that are legal persons.
    """
    return reports.filter(
        pl.col("kind").is_in(KINDS),
        pl.col("subject_type") == "provider",
        pl.col("actor_id").is_in(companies.implode()),
        pl.col("sender_municipality").is_not_null(),
        has("state", "report_states", "counts"),
    ).sort("event_date", "report_id")


def reports_due(
    reports: pl.DataFrame, concerned: pl.DataFrame, also: Collection[str], told: Sequence[Share]
) -> pl.DataFrame:
    """Which board should be told of which report, and has not been, or was told since that it was cleared.

    Args:
        reports: what `standing` gives.
        concerned: actor_id, municipality_code: where each provider is at work.
        also: municipalities that are told of every report.
        told: the book.

    Returns:
        report_id, actor_id, recipient.
    """
    near = reports.join(concerned, on="actor_id").select(
        "report_id", "actor_id", "sender_municipality", recipient="municipality_code"
    )
    everybody = pl.DataFrame({"recipient": sorted(also)}, schema={"recipient": pl.String})
    asked = reports.join(everybody, how="cross").select(near.columns)
    wanted = pl.concat([near, asked]).filter(pl.col("recipient") != pl.col("sender_municipality"))
    known = [key for key, one in latest(told).items() if one.kind == "report"]
    known_frame = pl.DataFrame(known, schema={"report_id": pl.String, "recipient": pl.String}, orient="row")
    return (
        wanted.drop_nulls("recipient")
        .join(known_frame, on=["report_id", "recipient"], how="anti")
        .select("report_id", "actor_id", "recipient")
        .unique()
        .sort(pl.all())
    )


def clearings_due(
    reports: pl.DataFrame, companies: pl.Series, told: Sequence[Share], on: dt.date, run_id: str
) -> list[Share]:
    """The clearings to tell: of every report told that no longer stands, to each who was told.

    Args:
        reports: all rows of `core.report` as known on the day.
        companies: the actors that are legal persons.
        told: the book.
        on: the day.
        run_id: the published run that says so.
    """
    stands = set(standing(reports, companies).select("report_id", "actor_id").iter_rows())
    state = dict(reports.select("report_id", "state").iter_rows())
    counting = set(reports.filter(has("state", "report_states", "counts"))["report_id"])
    return [
        Share(
            "clearing",
            one.report_id,
            one.actor_id,
            one.recipient,
            on,
            run_id,
            BY_ITSELF,
            CORRECTED if one.report_id in counting else state.get(one.report_id, CORRECTED),
        )
        for one in latest(told).values()
        if one.kind == "report" and (one.report_id, one.actor_id) not in stands
    ]
