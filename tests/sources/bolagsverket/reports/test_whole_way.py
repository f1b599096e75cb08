"""From archives over HTTP to facts: fetched, delivered, landed and derived as the pipeline does it."""

import datetime as dt

import polars as pl
import pytest

from sources.bolagsverket.reports.fetching import fetch
from sources.facts.annual_reports import annual_reports
from sources.facts.report_figures import report_figures
from sources.fetching.access import Access
from sources.fetching.connector import Outcome
from sources.fetching.delivering import DELIVERIES
from sources.fetching.walk import Errand, fetch_source
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.standin import StandIn, World
from tests.sources.delivering import landed
from tests.sources.facts.text_tables import assert_held

KEY = PseudonymKey(DEMO_SECRET)
TUESDAY = dt.date(2026, 3, 3)
A, B = "5560000001", "5560000019"


def report(identity, registered, turnover, equity):
    return {
        "identity": identity,
        "period_start": dt.date(2025, 1, 1),
        "period_end": dt.date(2025, 12, 31),
        "registered": registered,
        "net_turnover": turnover,
        "equity": equity,
    }


#: A filed twice: first on 11 February, corrected on 25 February without equity.
WORLD = World.of(
    reports=[
        report(A, dt.date(2026, 2, 11), 10.0, 5.0),
        report(B, dt.date(2026, 2, 12), 20.0, -7.0),
        report(A, dt.date(2026, 2, 25), 11.0, None),
    ]
)


@pytest.fixture
def fetched(tmp_path):
    followed = pl.DataFrame({"operator_id": [A]})
    with StandIn(WORLD, TUESDAY) as server:
        access = Access(server.url, requests_per_minute=100_000, backoff_seconds=0.01)
        account = fetch_source(Errand(tmp_path, TUESDAY, KEY, followed), "annual_reports", fetch, access)
    assert (account.outcome, account.fault, account.covered_to) == (Outcome.COMPLETE, None, dt.date(2026, 3, 1))
    outcome = landed(tmp_path / DELIVERIES, tmp_path / "landed", "annual_report", "report_figure", key=KEY)
    assert (outcome.waiting, outcome.error_rules) == ([], [])
    return outcome.rows


def test_a_report_filed_again_holds_from_the_monday_it_was_published(fetched):
    assert_held(
        annual_reports(fetched["annual_report"]),
        f"""
        actor_id | event_date | filed_at   | net_turnover_sek | equity_sek | known_from | known_to
        {A}      | 2025-12-31 | 2026-02-09 | 10.0             | 5.0        | 2026-02-16 | 2026-03-02
        {A}      | 2025-12-31 | 2026-02-23 | 11.0             | -          | 2026-03-02 | -
        """,
    )


def test_the_figures_of_both_are_kept_and_those_of_the_later_hold(fetched):
    assert fetched["report_figure"]["document"].n_unique() == 2
    assert_held(
        report_figures(fetched["report_figure"]),
        """
        concept          | amount | tag                         | known_from | known_to
        equity_sek       | 5.0    | se-gen-base:EgetKapital     | 2026-02-16 | 2026-03-02
        net_turnover_sek | 10.0   | se-gen-base:Nettoomsattning | 2026-02-16 | 2026-03-02
        net_turnover_sek | 11.0   | se-gen-base:Nettoomsattning | 2026-03-02 | -
        """,
    )
