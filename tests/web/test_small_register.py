"""Laws of the reading side on a made-up register: all kinds can be looked up, and nothing secret is shown."""

import json
import re
from io import BytesIO

import openpyxl
import polars as pl
import pytest

from sources import identity
from tables import core, marts
from tables.serving import Published
from web import evidence, explanation, listing, lookup
from web.files import report, workbook
from web.finding import Hit, find
from web.freshness import freshness
from web.provenance import provenance

#: Every actor that is no municipality, and some municipalities of each kind, since most of those are alike.
ACTORS = """
    WITH kind AS (
        SELECT actor_id, any_value(legal_form) AS form, count(*) > 1 AS is_corrected,
            actor_id IN (FROM core.activity_version SELECT actor_id) AS has_activities,
            actor_id IN (FROM core.report SELECT actor_id) AS is_reported,
            actor_id IN (FROM core.actor_link SELECT actor_id) AS is_linked
        FROM core.actor GROUP BY actor_id
    )
    FROM kind SELECT actor_id QUALIFY form IS DISTINCT FROM 'KOM'
        OR row_number() OVER (PARTITION BY ALL_KINDS ORDER BY actor_id) <= 3
    ORDER BY actor_id
""".replace("ALL_KINDS", "is_corrected, has_activities, is_reported, is_linked")
#: Every activity with a protected address, and some of each kind.
ACTIVITIES = """
    WITH kind AS (
        SELECT activity_id, bool_or(address_protected) AS is_protected, max(operator_type) AS operator_type,
            max(form_code) AS form, bool_or(is_open) AS is_open,
            activity_id IN (FROM core.report SELECT activity_id) AS is_reported,
            activity_id IN (FROM core.decision SELECT activity_id) AS is_decided
        FROM core.activity_version GROUP BY activity_id
    )
    FROM kind SELECT activity_id QUALIFY is_protected
        OR row_number() OVER (PARTITION BY operator_type, is_reported, is_decided ORDER BY activity_id) <= 2
        OR row_number() OVER (PARTITION BY form ORDER BY activity_id) = 1
    ORDER BY activity_id
"""


@pytest.fixture(scope="module")
def register(small_home):
    with Published(small_home.home) as published:
        yield published


@pytest.fixture(scope="module")
def latest(small_home):
    return max(small_home.days)


@pytest.fixture(scope="module")
def answers(register, latest):
    """A look-up of actors and of activities of every kind, as JSON."""
    actors, activities = register.rows(ACTORS)["actor_id"], register.rows(ACTIVITIES)["activity_id"]
    hits = [Hit("actor", one, None, "", is_exact=True) for one in actors]
    hits += [Hit("activity", one, None, "", is_exact=True) for one in activities]
    return {hit.id: lookup.as_json(lookup.look_up(register, hit, latest)) for hit in hits}


def test_every_kind_of_actor_and_activity_can_be_looked_up(answers):
    assert all(json.loads(text)["identity"]["actor_id"] for text in answers.values())


def test_no_answer_holds_a_manager_a_sender_or_a_person_of_a_circle(register, answers):
    own = set(register.rows("SELECT DISTINCT actor_id FROM core.actor")["actor_id"])
    columns = {
        "manager_key": core.ActivityVersion,
        "sender_key": core.Report,
        "person_key": core.CompanyEvent,
        "via_person": core.PermitCase,
    }
    keys = {
        key
        for column, contract in columns.items()
        for key in register.read(contract)[column].drop_nulls().unique()
        if key not in own
    }
    assert keys
    everything = "".join(answers.values())
    assert not keys & set(re.findall(r"P-[0-9a-f]{20}", everything))


def test_no_output_holds_a_number_that_can_be_a_persons(small_home, register, latest, answers):
    """The deliveries hold such numbers of managers, board members and sole traders; no output may."""
    cells = {
        cell
        for name in ("care_register/activity_version", "care_register/operator", "companies/company_event")
        for file in small_home.deliveries.glob(f"{name}_*.csv")
        for line in file.read_text("utf-8-sig").splitlines()
        for cell in line.replace(",", ";").split(";")
    }
    read = {identity.ten_digits(cell) for cell in cells}
    numbers = {number for number in read if number and identity.is_person_like(number)}
    assert numbers
    written = "".join(answers.values()) + report.render(register, latest)
    shown = {text.replace("-", "") for text in re.findall(r"(?=([0-9]{6}-?[0-9]{4}))", written)}
    assert not numbers & shown


def test_a_protected_place_is_shown_without_name_address_and_municipality(register, answers):
    protected = register.rows("SELECT DISTINCT activity_id FROM core.activity_version WHERE address_protected")
    assert not protected.is_empty()
    for activity_id in protected["activity_id"]:
        activity = json.loads(answers[activity_id])["activities"][0]
        assert (activity["name"], activity["address"], activity["municipality"]) == ("skyddad uppgift", None, "skyddad")


def test_contributions_sum_to_the_score_in_every_look_up(answers):
    standings = [standing for text in answers.values() for standing in json.loads(text)["standings"]]
    assert standings
    for standing in standings:
        sides = [one for side in standing["account"].values() for one in side]
        assert sum(one["points"] for one in sides) == pytest.approx(standing["score"] or 0, abs=1e-9)


def test_the_lists_hold_every_open_activity_and_the_workbook_has_the_same_rows(register, latest):
    lists = [listing.listing(register, target, latest) for target in listing.TARGETS]
    scored = set(register.rows("SELECT activity_id FROM marts.score WHERE as_of = ?", [latest])["activity_id"])
    assert [{row.activity_id for row in one.rows} for one in lists] == [scored] * 3
    book = openpyxl.load_workbook(BytesIO(workbook.content(lists, provenance(register, latest))))
    place = [column.heading for column in workbook.COLUMNS].index("Verksamhets-id")
    for sheet, one in zip(book.worksheets, lists, strict=False):
        written = [row[place] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert written == [row.activity_id for row in one.rows]


def test_what_weighs_at_the_top_has_rows_behind_it(register, latest):
    top = [row for target in listing.TARGETS for row in listing.listing(register, target, latest, top=5).rows]
    accounts = explanation.accounts(
        register, sorted({row.activity_id for row in top}), latest, freshness(register, latest)
    )
    actors = dict(register.rows("SELECT DISTINCT activity_id, actor_id FROM marts.score").iter_rows())
    for row in top:
        for one in accounts[row.activity_id, row.target].for_looking:
            entity = row.activity_id if one.level == "verksamheten" else actors[row.activity_id]
            # An estimate of nothing among nothing expected is that of the peers as a whole, and has no rows of its own.
            behind = evidence.evidence(register, one.indicator_id, entity, latest)
            assert behind.lines or behind.method, (one.indicator_id, entity)


def test_the_evidence_names_the_delivered_file_and_row(small_home, register, latest):
    values = register.read(marts.IndicatorValue).filter(
        pl.col("value") > 0, indicator_id="sup_severity_points_36m", as_of=latest
    )
    found = evidence.evidence(register, "sup_severity_points_36m", values["entity_id"][0], latest)
    assert all((small_home.deliveries / line.file_name).exists() and line.row >= 2 for line in found.lines)


def test_every_organisation_is_found_by_its_number_and_by_its_name(register, latest):
    actors = register.rows(
        "SELECT actor_id, actor_name FROM core.actor WHERE id_type = 'organisation' AND known_to IS NULL ORDER BY 1"
    )
    for actor_id, name in actors.head(40).iter_rows():
        assert [hit.id for hit in find(register, actor_id, latest)] == [actor_id]
        assert actor_id in {hit.id for hit in find(register, name, latest)}
