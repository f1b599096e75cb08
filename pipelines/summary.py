"""What a finished run has to say for itself: files, rows, refused rows, activities, and what to read next."""

import datetime as dt

import polars as pl

from indicators.decisions import profile
from indicators.registry import catalogue
from pipelines.jobs import FETCH, INGEST
from pipelines.order import Order
from sources.registry import SOURCES
from tables import marts
from tables.serving import Published


def lines(order: Order, seconds: float) -> list[str]:
    """The lines that end a run on the terminal."""
    if order.job.startswith(FETCH):
        return [f"Klart på {_seconds(seconds)}. Det hämtade läses in vid nästa `tillsynsradar run`."]
    if order.job == INGEST:
        return [f"Klart på {_seconds(seconds)}. Leveranserna är inlästa; räkna med `tillsynsradar run`."]
    with Published(order.home) as tables:
        manifest, sources = tables.read(marts.Manifest), tables.read(marts.Source)
        activities = tables.rows("SELECT count(DISTINCT activity_id) AS n FROM marts.score")["n"].item()
        path = tables.path
    every = "" if manifest["held_back"].item().len() else ", var och en med en rad i varje lista"
    return [
        f"Klart på {_seconds(seconds)}. Resultatet heter {manifest['run_id'].item()} och gäller {_days(manifest)}.",
        f"  Underlag: {_number(int(sources['files'].sum()))} filer, {_number(int(sources['rows'].sum()))} rader.",
        *_refused(sources),
        *_missing(sources),
        *decision_lines(profile.load(order.profile, catalogue()), manifest["as_of"].item().max()),
        f"  Verksamheter: {_number(activities)}{every}.",
        f"  Publicerat: {path}",
        "Läs vidare: `tillsynsradar list --target Q` (eller W, R), `tillsynsradar lookup NAMN`, `make dagster`.",
    ]


def decision_lines(weights: profile.Profile, day: dt.date) -> list[str]:
    """What of the decisions somebody has to see to: legal reviews not made, and reviews overdue on the day."""
    waiting, late = weights.not_reviewed(), weights.overdue(day)
    found = []
    if waiting:
        found.append(f"  Juridisk granskning saknas för {len(waiting)} indikatorer i bruk, i profilen {weights.name}.")
    if late:
        named = ", ".join(sorted({one.indicator for one in late})[:3])
        found.append(f"  Beslut som skulle ha setts över före {day}: {len(late)}, bland dem {named}.")
    return found


def _refused(sources: pl.DataFrame) -> list[str]:
    refused = int(sources["quarantined"].sum())
    if not refused:
        return []
    return [f"  I karantän: {_number(refused)} rader som inte räknas; se `tillsynsradar quarantine`."]


def _missing(sources: pl.DataFrame) -> list[str]:
    """What never came of what every agency of some size has; what may well be empty is not missed."""
    expected = {name for source in SOURCES.values() for name, band in source.rows_per_year.items() if band.least > 0}
    absent = [name for name in sources.filter(pl.col("files") == 0)["table"] if name in expected]
    if not absent:
        return []
    return [f"  Saknas helt: {', '.join(absent)}; det som vilar på dem står som okänt."]


def _days(manifest: pl.DataFrame) -> str:
    return ", ".join(str(day) for day in manifest["as_of"].item())


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def _seconds(value: float) -> str:
    return f"{value:.1f} s".replace(".", ",")
