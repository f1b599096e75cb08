"""In whatever order weekly files come, however often and with whatever gaps, the same rows stand in the end."""

import datetime as dt
import itertools
import shutil
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.bolagsverket.bulk.differences import entries, events
from sources.bolagsverket.bulk.register import SCHEMA, conform, entities
from sources.bolagsverket.bulk.weekly import MOST_WEEKS, WHOLE, changed_deliveries, prune, tracked_by
from sources.fetching.weeks import with_new
from tests.sources.bolagsverket.bulk.weekly_texts import A, B, C, D, Home, cells, number, text

CONFIRM = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
OTHERS = [cells(identity=number(f"5561{n:05d}"), address="$$$$") for n in range(40)]
STATES = {
    A: [
        cells(),
        cells(name="Nytt AB", named="2026-06-10"),
        cells(address="Annangatan 2$$UMEÅ$90325$SE-LAND", procedures="|KK-AVOMFO$2026-06-02"),
        cells(gone="2026-06-20", reason="KKAV", form="EK"),
        None,
        cells(registered="oläsligt"),
    ],
    B: [
        cells(identity=B, name="Granne AB"),
        cells(identity=B, name="Granne AB", address="Annangatan 2$$UMEÅ$90325$SE-LAND"),
        cells(identity=B, name="Granne AB", address="Bortom 3$$UMEÅ$90325$SE-LAND", registered="2026-06-09"),
        None,
    ],
    C: [cells(identity=C, address="Bortom 3$$UMEÅ$90325$SE-LAND"), None],
}
#: A pool of files, so that few texts have to be read.
POOL = [
    text(*OTHERS, *(row for row in chosen if row)) for chosen in list(itertools.product(*STATES.values()))[::5]
]  # fmt: skip
FOLLOWED = [(A,), (A, C), (A, D)]
DAYS = [f"2026-{month}-{day}" for month, day in (("06", "01"), ("06", "08"), ("06", "15"), ("06", "22"), ("06", "29"))]
histories = st.lists(
    st.tuples(st.integers(0, len(POOL) - 1), st.sampled_from(FOLLOWED)), min_size=2, max_size=len(DAYS)
)
TABLES = ("company", "company_event", "company_answer")


def stood(files):
    """The rows that stand after files (day, text, followed) have come in this order."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for day, content, who in files:
            home.take(day, content, who)
        return {table: home.table(table) for table in TABLES}


@CONFIRM
@given(history=histories, data=st.data())
def test_the_order_in_which_files_come_does_not_matter(history, data):
    files = [(day, POOL[which], who) for day, (which, who) in zip(DAYS, history, strict=False)]
    again = data.draw(st.permutations([*files, *data.draw(st.lists(st.sampled_from(files), max_size=2))]))
    expected, found = stood(files), stood(again)
    for table in TABLES:
        assert found[table].equals(expected[table]), table


@CONFIRM
@given(which=st.integers(0, len(POOL) - 1), who=st.sampled_from(FOLLOWED))
def test_a_week_in_which_nothing_has_changed_delivers_nothing(which, who):
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.take(DAYS[0], POOL[which], who)
        assert all(rows.is_empty() for rows in home.take(DAYS[1], POOL[which], who).values())


days = st.dates(dt.date(2026, 5, 1), dt.date(2026, 6, 30))
looks = st.builds(
    lambda operator, name, named, gone, procedures: {
        "operator_id": operator, "registration_no": 0, "is_person": False, "name": name, "named_at": named,
        "form": "AB", "registered_at": dt.date(2015, 1, 1), "deregistered_at": gone, "reason": None,
        "procedures": [{"code": code, "since": since} for code, since in procedures.items()], "describes_care": None,
        "street": None, "co": None, "city": None, "postal_code": None,
    },
    st.sampled_from([A, B]),
    st.sampled_from(["X", "Y"]),
    days,
    st.none() | days,
    st.dictionaries(st.sampled_from(["KK", "LI", "FR"]), days, max_size=2),
)  # fmt: skip
weeks = st.lists(looks, max_size=2, unique_by=lambda look: look["operator_id"]).map(
    lambda rows: entities(conform(pl.DataFrame(rows, schema=SCHEMA)))
)
DATED = ["registered", "name_changed", "struck_off", "bankruptcy_opened", "liquidation_opened", "reorganisation_opened"]


def dated(before, after, day):
    """The events that the file itself dates, by key: those whose day does not follow the day of the file."""
    found = {tuple(row) for row in _keys(before, after, day)}
    return found & {tuple(row) for row in _keys(before, after, day + dt.timedelta(days=1))}


def _keys(before, after, day):
    return events(before, after, day).filter(pl.col("kind").is_in(DATED)).select("event_id", "event_date").rows()


@settings(CONFIRM, max_examples=25)
@given(one=weeks, two=weeks, three=weeks)
def test_what_the_files_date_is_the_same_with_a_week_missed_but_for_what_no_file_shows_any_longer(one, two, three):
    ids = [set(week["operator_id"]) for week in (one, two, three)]
    if not ids[0] == ids[1] == ids[2]:
        one, two, three = (
            week.filter(pl.col("operator_id").is_in(list(ids[0] & ids[1] & ids[2]))) for week in (one, two, three)
        )
    day = dt.date(2026, 7, 1)
    stepwise = dated(one, two, day) | dated(two, three, day)
    at_once = dated(one, three, day)
    shown, known = dated(three.clear(), three, day), dated(one.clear(), one, day)
    assert {key for key in stepwise if key in shown and key not in known} == at_once


@settings(CONFIRM, max_examples=15)
@given(one=weeks)
def test_equal_looks_differ_in_nothing(one):
    day = dt.date(2026, 7, 1)
    assert events(one, one, day).is_empty()
    assert entries(one.with_columns(seen=pl.lit(dt.date(2026, 6, 1))), one, day, dt.date(2026, 6, 1)).is_empty()


def test_a_late_file_moves_what_it_shows_to_its_own_day(tmp_path):
    home = Home(tmp_path)
    moved = text(*OTHERS, cells(address="Annangatan 2$$UMEÅ$90325$SE-LAND"))
    home.take(DAYS[0], text(*OTHERS, cells()))
    home.take(DAYS[2], moved)
    assert home.table("company_event").filter(kind="address_changed")["event_date"].to_list() == [dt.date(2026, 6, 15)]
    changed = home.take(DAYS[1], moved)
    assert home.table("company_event").filter(kind="address_changed")["event_date"].to_list() == [dt.date(2026, 6, 8)]
    assert changed["company_event_bolagsverket_bulk_2026-06-15"].is_empty()


def test_of_old_weeks_only_what_was_followed_is_kept(tmp_path):
    home = Home(tmp_path)
    first = dt.date(2026, 1, 5)
    for week in range(WHOLE + 3):
        home.take(first + dt.timedelta(weeks=week), text(*OTHERS, cells(name=f"Namn {week}")))
    folders = sorted((tmp_path / "weeks").iterdir())
    assert [(folder / "register.parquet").exists() for folder in folders] == [False] * 3 + [True] * WHOLE
    assert pl.read_parquet(folders[0] / "kept.parquet")["operator_id"].to_list() == [A]
    names = home.table("company").sort("valid_from")["company_name"].to_list()
    assert names == [f"Namn {week}" for week in range(WHOLE + 3)]


def test_very_old_weeks_are_let_go_but_not_whom_they_wanted(tmp_path):
    home = Home(tmp_path)
    home.take("2020-01-06", text(*OTHERS, cells()), (A,))
    first = tmp_path / "weeks" / "2020-01-06"
    for week in range(1, MOST_WEEKS + 2):
        day = str(dt.date(2020, 1, 6) + dt.timedelta(weeks=week))
        shutil.copytree(first, tmp_path / "weeks" / day)
        about = tmp_path / "weeks" / day / "about.json"
        about.write_text(about.read_text().replace("2020-01-06", day))
        pl.DataFrame({"operator_id": [B]}).write_parquet(about.with_name("wanted.parquet"))
    prune(home.weeks.all())
    assert len(home.weeks.all()) == MOST_WEEKS
    assert sorted(tracked_by(home.weeks.all())[0]["operator_id"]) == [A, B]


@pytest.mark.parametrize("broken_off", ["before it was taken in", "while it was taken in"])
def test_a_file_that_was_read_and_not_taken_in_is_given_again(tmp_path, broken_off):
    home = Home(tmp_path)
    home.take(DAYS[0], text(*OTHERS, cells()))
    first = home.take(DAYS[1], text(*OTHERS, cells(form="EK")))
    place = tmp_path / "weeks" / DAYS[1]
    place.replace(tmp_path / "weeks" / "new")
    if broken_off == "while it was taken in":
        (tmp_path / "weeks" / "old").mkdir()
    waiting = home.weeks.waiting()
    again = changed_deliveries(home.weeks.all(), with_new(home.weeks.all(), waiting), waiting.day)
    assert all(again[stem].equals(rows) for stem, rows in first.items())
    home.weeks.take_in(waiting)
    home.weeks.take_in(waiting)
    assert [str(week.day) for week in home.weeks.all()] == DAYS[:2]
    assert home.weeks.waiting() is None
