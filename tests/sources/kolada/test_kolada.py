"""Kolada's inhabitants and groups: read page by page, remembered, and given only when they are new."""

import datetime as dt
import json

import polars as pl
import pytest

from sources.fetching.connector import Asked, Outcome, SourceFault
from sources.fetching.decisions import Access
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.kolada import fetching
from sources.kolada.fetching import fetch
from sources.kolada.groups import read_groups
from sources.standin import StandIn, World
from sources.standin.faults import Body, Drop, Status
from tables import raw
from tables.code_lists import code_list
from tests.sources.fetching.small_server import Said, small_server

DAY = dt.date(2026, 3, 2)
FIGURES, GROUPS = "/v3/data/kpi/N01951/year/2026,2025,2024,2023", "/v3/municipality_groups"


def municipality(code, year, population, group=None):
    return {"code": code, "name": code, "year": year, "population": population, "skr_group": group}


WORLD = World.of(
    municipalities=[
        municipality("0180", 2024, 988_943, "A1"),
        municipality("0180", 2025, 995_574, "A1"),
        municipality("0114", 2025, 51_000, "A2"),
        municipality("0980", 2019, 59_686, "C8"),
    ]
)


def fetched(url, folder, day=DAY, *, commits=True):
    access = Access(url=url, requests_per_minute=60_000, backoff_seconds=0.001, timeout_seconds=5)
    folder.mkdir(parents=True, exist_ok=True)
    asked = Asked(day, pl.DataFrame({"operator_id": []}), PseudonymKey(DEMO_SECRET), folder, access)
    (part,) = fetch(asked)
    if commits:
        part.commit()
    return part


def told(part):
    (rows,) = part.rows.values() or [pl.DataFrame(schema={"municipality_code": pl.String})]
    return rows.rows()


def test_inhabitants_by_year_and_the_group_where_its_division_holds(tmp_path):
    with StandIn(WORLD, DAY) as server:
        part = fetched(server.url, tmp_path)
        paths = [seen.path for seen in server.seen]
    assert told(part) == [
        ("0114", 2025, 51_000, "A2", DAY),
        ("0180", 2024, 988_943, "A1", DAY),
        ("0180", 2025, 995_574, "A1", DAY),
        ("0980", 2025, None, "C8", DAY),
    ]
    assert list(part.rows) == ["municipality_context_kolada_2026-03-02"]
    assert next(iter(part.rows.values())).columns == raw.MunicipalityContext.delivered_columns()
    assert (part.outcome, part.covered_to, part.asked) == (Outcome.COMPLETE, DAY, 2)
    assert paths == [FIGURES, GROUPS]


def test_what_has_been_said_is_not_said_again_and_nothing_that_is_left_out_is_taken_back(tmp_path):
    later = DAY + dt.timedelta(days=30)
    with StandIn(WORLD, DAY) as server:
        first = fetched(server.url, tmp_path)
        server.day = later
        assert fetched(server.url, tmp_path, later).rows == {}
        server.world = World.of(municipalities=[municipality("0114", 2025, 51_500, "A2")])
        changed = fetched(server.url, tmp_path, later, commits=False)
        again = fetched(server.url, tmp_path, later)
        assert told(changed) == told(again) == [("0114", 2025, 51_500, "A2", later)]
        server.world = WORLD
        assert told(fetched(server.url, tmp_path, later)) == [("0114", 2025, 51_000, "A2", later)]
    assert len(told(first)) == 4


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/v3/", Status(500)),
        ("/v3/", Drop(0.5)),
        (GROUPS, Status(404)),
        (FIGURES, Body(b"[]", "application/json")),
        (FIGURES, Body(b'{"values": {}}', "application/json")),
        (FIGURES, Body(b'{"values": []}', "application/json")),
        (GROUPS, Body(b"<html>", "text/html")),
    ],
)
def test_half_an_answer_is_no_answer(tmp_path, path, fault):
    with StandIn(WORLD, DAY) as server:
        server.faults.add(path, fault)
        with pytest.raises(SourceFault):
            fetched(server.url, tmp_path)
    assert list(tmp_path.iterdir()) == []


def page(values, following=None):
    return Said(200, json.dumps({"values": values, "count": len(values), "next_url": following}).encode())


def row(code, value, year=2025, **changes):
    values = [{"gender": "K", "value": 1, "status": ""}, {"gender": "T", "value": value, "status": "", **changes}]
    return {"kpi": "N01951", "municipality": code, "period": year, "values": values}


def test_pages_are_followed_and_only_the_municipalities_of_the_country_are_read(tmp_path):
    with small_server() as server:
        server.answers[FIGURES] = [
            page([row("0180", 10.0), row("0000", 99.0)], f"{server.url}{FIGURES}?page=2"),
            page([row("0114", 20.0), row("0001", 98.0), row("1480", None), row("1280", 5, status="Missing")]),
        ]
        server.answers[GROUPS] = [page([])]
        part = fetched(server.url, tmp_path)
        assert server.paths() == [f"{FIGURES}?per_page=5000", f"{FIGURES}?page=2", f"{GROUPS}?per_page=5000"]
    assert [each[:3] for each in told(part)] == [("0114", 2025, 20), ("0180", 2025, 10)]
    assert part.remarks == ("9 kommungrupper saknas i svaret", "288 kommuner saknar folkmängd i svaret")


@pytest.mark.parametrize("following", ["https://example.org/v3/data?page=2", "http://127.0.0.1:1/v3", "ftp://x", 7])
def test_a_next_page_on_another_host_is_not_fetched(tmp_path, following):
    with small_server() as server:
        server.answers[FIGURES] = [page([], following)]
        with pytest.raises(SourceFault, match="annan värd"):
            fetched(server.url, tmp_path)
        assert len(server.heard) == 1


def test_pages_without_end_are_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_PAGES", 3)
    with small_server() as server:
        server.answers[FIGURES] = [page([], f"{server.url}{FIGURES}?page=1")]
        with pytest.raises(SourceFault, match="3 sidor"):
            fetched(server.url, tmp_path)


def group(title, *members):
    return {"id": "G1", "title": title, "members": [{"member_id": each, "member_title": "x"} for each in members]}


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Storstäder", "A1"),
        ("Storstäder (ovägt medel)", "A1"),
        ("Pendlingskommun nära storstad (ovägt medel), 2023", "A2"),
        ("SKR: Större stad 2023", "B3"),
        ("Lågpendlingskommun nära större stad", "B5"),
        ("Mindre stad/tätort (ovägt medel)", "C6"),
        ("Pendlingskommun nära mindre tätort", "C7"),
        ("Pendlingskommun nära mindre stad/tätort (ovägt medel)", "C7"),
        ("Landsbygdskommun", "C8"),
        ("Landsbygdskommun med besöksnäring (ovägt medel)", "C9"),
        ("Liknande kommuner socioekonomi, Storstäder, 2023", None),
        ("Förortskommuner till storstäder", None),
        ("Stockholms läns kommuner (ovägt medel)", None),
    ],
)
def test_a_group_is_known_by_its_whole_title(title, code):
    assert read_groups([group(title, "0180", "9999")]).members == ({"0180": code} if code else {})


def test_the_latest_division_holds_and_nobody_is_put_in_two_groups():
    rows = [
        group("Storstäder, 2017", "0180", "0114"),
        group("Storstäder, 2023", "0180", "1280"),
        group("Större stad", "0380"),
        group("Större städer", "0380", "0580"),
        group("Landsbygdskommun", "1280", "2580"),
    ]
    found = read_groups(rows)
    assert found.members == {"0180": "A1", "2580": "C8"}
    assert found.remarks == (
        "1 kommungrupper finns i flera olika lydelser och läses inte",
        "1 kommuner står i flera kommungrupper och får ingen",
        "6 kommungrupper saknas i svaret",
    )


def test_the_shipped_groups_are_the_certain_ones():
    shipped = code_list("municipalities").drop_nulls("skr_group").select("label_sv", "skr_group").rows()
    assert shipped == [("Stockholm", "A1"), ("Malmö", "A1"), ("Göteborg", "A1")]
