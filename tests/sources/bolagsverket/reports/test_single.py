"""Single reports from the API: who is asked about, how many at a time, and what becomes of the answers."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from stdnum import luhn

from sources.bolagsverket.reports.single import MOST_FAULTS_IN_A_ROW, fetch, from_api, lacking
from sources.fetching.access import Access, Secret
from sources.fetching.connector import Asked, Outcome, SourceFault
from sources.fetching.walk import Errand, fetch_source
from sources.identity import PseudonymKey
from sources.standin import CLIENT_ID, CLIENT_SECRET, StandIn, World
from sources.standin.faults import Body, Manner, Status

DAY = dt.date(2026, 3, 3)
A, B, C = "5560000001", "5560000019", "5560000027"
API = "/vardefulla-datamangder/v1"


def report(identity, year, turnover):
    return {
        "identity": identity,
        "period_start": dt.date(year, 1, 1),
        "period_end": dt.date(year, 12, 31),
        "registered": dt.date(year + 1, 6, 18),
        "net_turnover": turnover,
    }


WORLD = World.of(
    companies=[{"identity": number} for number in (A, B, C)],
    reports=[report(A, 2023, 1.0), report(A, 2024, 2.0), report(B, 2024, 3.0)],
)


@pytest.fixture
def source():
    with StandIn(WORLD, DAY) as server:
        yield server


def filed(**years):
    found = [(number, dt.date(year, 12, 31)) for number, year in years.items()]
    return pl.DataFrame(found, {"operator_id": pl.String, "fiscal_year_end": pl.Date}, orient="row")


def asked(server, folder, *followed, most=100):
    environment = {"ID": CLIENT_ID, "SECRET": CLIENT_SECRET}
    access = Access(
        server.url,
        f"{server.url}/oauth2/token",
        Secret(variable="ID", environment=environment),
        Secret(variable="SECRET", environment=environment),
        requests_per_minute=100_000,
        most_requests=most,
        backoff_seconds=0.01,
    )
    frame = pl.DataFrame({"operator_id": followed}, {"operator_id": pl.String})
    return Asked(DAY, frame, PseudonymKey(b"a key that is used in tests only"), folder, access)


def taken(question, reports):
    parts = []
    for part in from_api(question, reports):
        parts.append(part)
        part.commit()
    return parts


def annual(parts):
    frames = [rows for part in parts for stem, rows in part.rows.items() if stem.startswith("annual_report")]
    return pl.concat(frames).select("operator_id", "fiscal_year_end", "net_turnover_sek", "filed_at").rows()


def lists(server):
    return sum(seen.path == f"{API}/dokumentlista" for seen in server.seen)


def test_a_company_lacks_a_report_when_a_later_year_is_due(tmp_path):
    class Nowhere:
        url = "http://127.0.0.1:9"

    question = asked(Nowhere, tmp_path, A, B, C, "P-0123456789abcdef0123", "2120000142", "8112189876")
    assert lacking(question, filed()) == [A, B, C]
    assert lacking(question, filed(**{A: 2024, B: 2023})) == [B, C]


def test_the_newest_report_is_fetched_with_its_real_day_of_registration(source, tmp_path):
    (part,) = taken(asked(source, tmp_path, A, B, C), filed())
    assert annual([part]) == [
        (A, dt.date(2024, 12, 31), 2.0, dt.date(2025, 6, 18)),
        (B, dt.date(2024, 12, 31), 3.0, dt.date(2025, 6, 18)),
    ]
    assert set(part.rows) == {f"{table}_bolagsverket_api_000001" for table in ("annual_report", "report_figure")}
    assert (part.outcome, part.asked, part.answered, part.covered_to) == (Outcome.COMPLETE, 3, 3, None)
    assert not list((tmp_path / "downloads").iterdir())
    assert not any(number in seen.path for seen in source.seen for number in (A, B, C))


def test_who_has_the_report_that_is_due_is_not_asked_about(source, tmp_path):
    taken(asked(source, tmp_path, A, B), filed(**{A: 2024}))
    assert lists(source) == 1


def test_a_report_that_is_there_already_is_not_fetched_again(source, tmp_path):
    day = dt.date(2027, 9, 1)
    source.day = day
    question = asked(source, tmp_path, B)
    (part,) = taken(Asked(day, question.followed, question.key, tmp_path, question.access), filed(**{B: 2024}))
    assert annual([part]) == []
    assert lists(source) == 1


def test_a_run_asks_about_so_many_and_the_next_about_the_others(source, tmp_path):
    first = taken(asked(source, tmp_path, A, B, C, most=2), filed())
    second = taken(asked(source, tmp_path, A, B, C, most=2), filed())
    assert [row[0] for row in (*annual(first), *annual(second))] == [A, B]
    assert set(second[0].rows) == {f"{table}_bolagsverket_api_000002" for table in ("annual_report", "report_figure")}


def test_who_had_nothing_new_is_left_alone_for_two_weeks(source, tmp_path):
    question = asked(source, tmp_path, C)
    for days, n_asked in ((0, 1), (13, 1), (14, 2)):
        (part,) = taken(replace(question, day=DAY + dt.timedelta(days=days)), filed(**{A: 2024}))
        assert (lists(source), part.outcome, part.covered_to) == (n_asked, Outcome.COMPLETE, None)


def test_a_run_with_nobody_to_ask_about_is_no_trouble(source, tmp_path):
    question = asked(source, tmp_path / "memory", C)
    errand = Errand(tmp_path, DAY, question.key, question.followed, filed=filed(**{A: 2024}))
    for _ in range(2):
        account = fetch_source(errand, "single_reports", fetch, question.access)
        assert (account.untroubled, account.fault) == (True, None)
    assert lists(source) == 1


def test_the_connector_asks_for_what_is_not_landed_once_anything_is(source, tmp_path):
    question = asked(source, tmp_path, A, B)
    (nothing,) = fetch(question)
    assert (nothing.rows, nothing.covered_to, lists(source)) == ({}, None, 0)
    (part,) = fetch(replace(question, filed=filed(**{A: 2024})))
    assert [row[0] for row in annual([part])] == [B]


def test_no_documents_is_no_fault(source, tmp_path):
    source.faults.add(f"{API}/dokumentlista", Manner.EMPTY_DOCUMENT_LIST)
    (part,) = taken(asked(source, tmp_path, A), filed())
    assert (annual([part]), part.outcome) == ([], Outcome.COMPLETE)


def test_one_that_cannot_be_read_stops_no_other(source, tmp_path):
    source.faults.add(f"{API}/dokument/", Body(b"not an archive", "application/zip"), times=1)
    (part,) = taken(asked(source, tmp_path, A, B), filed())
    assert [row[0] for row in annual([part])] == [B]
    assert part.remarks == ("årsredovisningar genom Bolagsverkets API: 1 avvisade: arkivet är trasigt eller avklippt",)


def test_a_dead_api_ends_the_run(source, tmp_path):
    source.faults.add(f"{API}/dokumentlista", Status(500))
    with pytest.raises(SourceFault):
        taken(
            asked(
                source,
                tmp_path,
                *(number + luhn.calc_check_digit(number) for number in map(str, range(556000000, 556000020))),
            ),
            filed(),
        )
    assert lists(source) == 5 * MOST_FAULTS_IN_A_ROW
