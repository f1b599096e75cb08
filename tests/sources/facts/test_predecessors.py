"""Which activity goes on from which, what had happened there, and what a rejection does: by hand and row by row."""

import datetime as dt
from random import Random

import polars as pl
import pytest

from sources.facts.predecessors import MANY
from tables.months import add_months
from tests.sources.facts.role_lines import roles
from tests.sources.facts.text_tables import assert_held, facts_of

OLD, NEW = "5560000001", "5560000019"
P = "P-0000000000000000000a"
_HEAD = (
    "activity_id | operator_id | form_code | municipality_code | address | address_protected | operating_status "
    "| valid_from | known_at"
)


def sites(*lines):
    return "\n".join([_HEAD, *lines])


def line(activity, operator, day, *, known=None, status="active", form="HVB", town="0180", site="Ekvägen 3"):
    secret = "true" if site == "-" else "false"
    return f"{activity} | {operator} | {form} | {town} | {site} | {secret} | {status} | {day} | {known or day}"


def closed(activity, operator, day, **cells):
    return line(activity, operator, day, status="closed", **cells)


HOME = (line("V1", OLD, "2020-01-01"), closed("V1", OLD, "2024-06-10", known="2024-06-12"))
AGAIN = line("V2", NEW, "2024-09-01", known="2024-09-03", site="EKVÄGEN  3")
OWNED = (f"{OLD} {P} role_entered owner 2015-01-01", f"{NEW} {P} role_entered owner 2024-08-01")
TAKEN = f"""
operator_id | other_operator_id | relation | valid_from | known_at
{NEW}       | {OLD}             | takeover | 2024-07-01 | 2024-07-05
"""
SEEN = "inspection_id | activity_id | inspected_at | known_at\nI1 | V1 | 2024-02-01 | 2024-02-03"
FOUND = """
finding_id | activity_id | decision_id | severity | scope | area     | found_at   | known_at
B1         | V1          | D1          | 3        | 1     | staffing | 2024-02-01 | 2024-02-03
B2         | V1          | -          | 2        | 3     | staffing | 2024-03-01 | 2024-12-24
"""
DECIDED = "decision_id | activity_id | kind | decided_at | known_at\nD1 | V1 | order_remedy | 2024-03-01 | 2024-03-01"
ANNULLED = """
decision_id | instance | state    | event_date | known_at
D1          | fr       | annulled | 2025-02-01 | 2025-02-10
"""


def pairs(*lines, **texts):
    rows = facts_of(activity_version=sites(*lines), **texts)["predecessor"]
    return [(row["activity_id"], row["former_activity_id"], row["basis"]) for row in rows.iter_rows(named=True)]


def test_a_home_registered_anew_at_the_same_address_goes_on_from_the_one_that_closed():
    found = facts_of(activity_version=sites(*HOME, AGAIN))["predecessor"]
    assert_held(
        found,
        f"""
        activity_id | actor_id | former_activity_id | former_id | basis   | event_date | known_from | known_to
        V2          | {NEW}    | V1                 | {OLD}     | address | 2024-09-01 | 2024-09-03 | -
    """,
    )


def test_the_same_operator_that_opens_again_goes_on_from_itself():
    found = facts_of(activity_version=sites(*HOME, line("V2", OLD, "2024-09-01")))["predecessor"]
    assert found["same_actor"].to_list() == [True]
    assert found["basis"].to_list() == ["address"]


@pytest.mark.parametrize(
    ("again", "is_near"),
    [
        (line("V2", NEW, "2025-06-10"), True),
        (line("V2", NEW, "2025-06-11"), False),
        (line("V2", NEW, "2023-06-10"), True),
        (line("V2", NEW, "2023-06-09"), False),
        (line("V2", NEW, "2024-09-01", form="LSS9"), False),
        (line("V2", NEW, "2024-09-01", town="1480"), False),
        (line("V2", NEW, "2024-09-01", site="Ekvägen 4"), False),
        (line("V2", NEW, "2020-01-01"), False),
    ],
)
def test_only_within_twelve_months_in_one_form_and_house_and_of_the_earlier_one(again, is_near):
    assert bool(pairs(*HOME, again)) is is_near


def test_one_that_is_open_still_has_no_successor():
    assert pairs(HOME[0], AGAIN) == []


def test_the_first_home_of_a_company_goes_on_from_one_with_the_same_decisive_person_wherever_it_is():
    elsewhere = line("V2", NEW, "2024-09-01", town="1480", site="Annan väg 1")
    assert pairs(*HOME, elsewhere, company_event=roles(*OWNED)) == [("V2", "V1", "person")]
    established = line("V9", NEW, "2019-01-01", town="1480", site="Annan väg 2")
    assert pairs(*HOME, elsewhere, established, company_event=roles(*OWNED)) == []
    board = tuple(each.replace("owner", "board_member") for each in OWNED)
    assert pairs(*HOME, elsewhere, company_event=roles(*board)) == []


def test_after_a_takeover_in_the_same_municipality_and_form():
    near = line("V2", NEW, "2024-09-01", site="Annan väg 1")
    assert pairs(*HOME, near, actor_relation=TAKEN) == [("V2", "V1", "takeover")]
    assert pairs(*HOME, line("V2", NEW, "2024-09-01", town="1480", site="A 1"), actor_relation=TAKEN) == []
    assert pairs(*HOME, near, actor_relation=TAKEN.replace("2024-07-0", "2022-07-0")) == []


def test_history_is_known_when_both_the_link_and_the_event_are_and_leaves_when_a_court_annuls():
    facts = facts_of(
        activity_version=sites(*HOME, AGAIN), inspection=SEEN, finding=FOUND, decision=DECIDED, court_event=ANNULLED
    )
    assert_held(
        facts["predecessor_event"],
        """
        kind       | event_id | points | steps | event_date | known_from | known_to
        inspection | I1       | 0      | 1     | 2024-02-01 | 2024-09-03 | -
        finding    | B1       | 20     | 1     | 2024-02-01 | 2024-09-03 | 2025-02-10
        finding    | B2       | 16     | 1     | 2024-03-01 | 2024-12-24 | -
        decision   | D1       | 0      | 1     | 2024-03-01 | 2024-09-03 | 2025-02-10
    """,
    )


def test_a_cleared_report_no_longer_follows():
    told = """
    report_id | activity_id | kind | link_method | subject_type | received_at | known_at
    R1        | V1          | tip  | id          | provider     | 2024-05-01  | 2024-05-02
    """
    cleared = "report_id | state | event_date | known_at\nR1 | cleared | 2025-01-10 | 2025-01-12"
    facts = facts_of(activity_version=sites(*HOME, AGAIN), report=told, report_event=cleared)
    assert_held(
        facts["predecessor_event"],
        """
        kind   | event_id | known_from | known_to
        report | R1       | 2024-09-03 | 2025-01-12
    """,
    )


def test_history_follows_three_registrations_and_each_event_once():
    houses = [line(f"V{n}", OLD, f"{2010 + 2 * n}-01-01") for n in range(1, 6)]
    ends = [closed(f"V{n}", OLD, f"{2012 + 2 * n}-01-01") for n in range(1, 5)]
    seen = "inspection_id | activity_id | inspected_at | known_at\nI1 | V1 | 2013-02-01 | 2013-02-03"
    found = facts_of(activity_version=sites(*houses, *ends), inspection=seen)["predecessor_event"]
    held = found.filter(found["known_to"].is_null()).select("activity_id", "steps").rows()
    assert sorted(held) == [("V2", 1), ("V3", 2), ("V4", 3)]


REJECTED = """
activity_id | former_activity_id | is_rejected | decided_by_role | decided_at | known_at
V2          | V1                 | true        | utredare        | 2025-01-20 | 2025-01-20
"""


def test_a_rejected_link_is_out_of_force_from_the_day_and_what_came_with_it_too():
    facts = facts_of(activity_version=sites(*HOME, AGAIN), inspection=SEEN, predecessor_decision=REJECTED)
    for name in ("predecessor", "predecessor_event"):
        assert_held(facts[name], "known_from | known_to\n2024-09-03 | 2025-01-20")


def test_a_rejection_stands_for_every_sign_also_one_that_comes_later_until_it_is_taken_back():
    late = tuple(each.replace("2024-08-01", "2025-03-01") for each in OWNED)
    texts = {"activity_version": sites(*HOME, AGAIN), "company_event": roles(*late)}
    assert_held(
        facts_of(**texts, predecessor_decision=REJECTED)["predecessor"],
        "basis | known_from | known_to\naddress | 2024-09-03 | 2025-01-20",
    )
    back = REJECTED + "V2 | V1 | false | enhetschef | 2025-06-01 | 2025-06-02\n"
    assert_held(
        facts_of(**texts, predecessor_decision=back)["predecessor"],
        """
        basis   | known_from | known_to
        address | 2024-09-03 | 2025-01-20
        address | 2025-06-02 | -
        person  | 2025-06-02 | -
    """,
    )


def test_another_pair_is_not_rejected_with_it():
    other = REJECTED.replace("V2          | V1", "V1          | V2")
    found = facts_of(activity_version=sites(*HOME, AGAIN), predecessor_decision=other)["predecessor"]
    assert found["known_to"].to_list() == [None]


def test_a_protected_address_is_never_compared_and_takes_the_link_away_when_it_becomes_one():
    hidden = line("V2", NEW, "2024-09-01", known="2024-09-03", site="-")
    assert pairs(*HOME, hidden, actor_relation=TAKEN) == []
    later = line("V2", NEW, "2025-02-01", known="2025-02-03", site="-")
    found = facts_of(activity_version=sites(*HOME, AGAIN, later), inspection=SEEN)
    for name in ("predecessor", "predecessor_event"):
        assert_held(found[name], "known_from | known_to\n2024-09-03 | 2025-02-03")
    earlier = line("V1", OLD, "2019-01-01", site="-")
    assert pairs(earlier, *HOME, AGAIN) == []


def test_in_a_busy_house_the_links_grow_with_the_activities_and_not_with_the_pairs():
    n = 3 * MANY
    begun = [line(f"A{k}", OLD, "2020-01-01") for k in range(n)]
    ended = [closed(f"A{k}", OLD, "2024-06-10") for k in range(n)]
    come = [line(f"B{k}", NEW, "2024-07-01") for k in range(n)]
    assert len(pairs(*begun, *ended, *come)) == n * MANY


def _random_register(dice):
    """A few homes that open and close in two houses, told late and corrected now and then."""
    rows = []
    for number in range(10):
        who, site = dice.choice((OLD, NEW)), dice.choice(("Ekvägen 3", "ekvägen 3", "Alvägen 1", "-"))
        start = dt.date(2022, 1, 1) + dt.timedelta(dice.randrange(800))
        end, late = start + dt.timedelta(30 + dice.randrange(500)), dt.timedelta(dice.randrange(60))
        form = dice.choice(("HVB", "LSS9"))
        rows.append(line(f"V{number}", who, start, known=start + late, site=site, form=form))
        if dice.random() < 0.8:
            rows.append(closed(f"V{number}", who, end, known=end + late, site=site, form=form))
        if dice.random() < 0.3:
            rows.append(line(f"V{number}", who, start, known=end + 2 * late, site="Nyvägen 9", form=form))
    return sites(*rows)


def _plain_address_pairs(versions, day):
    """Pairs by the definition, one activity after another, from the versions known on a day."""
    known = [r for r in versions.iter_rows(named=True) if r["known_from"] <= day < (r["known_to"] or dt.date.max)]
    lives = {}
    for activity in {r["activity_id"] for r in known}:
        own = sorted((r for r in known if r["activity_id"] == activity), key=lambda r: r["valid_from"])
        opened = [r for r in own if r["is_open"]]
        if opened and not any(r["address_protected"] for r in own):
            lives[activity] = (opened[0], opened[-1])
    return {
        (new, old)
        for new, (first, _) in lives.items()
        for old, (begun, last) in lives.items()
        if new != old
        and last["valid_to"] is not None
        and max(first["valid_from"], last["valid_to"]) <= day
        and begun["valid_from"] < first["valid_from"]
        and _place(first) == _place(last)
        and add_months(last["valid_to"], -12) <= first["valid_from"] <= add_months(last["valid_to"], 12)
    }


def _place(row):
    return (row["form_code"], row["municipality_code"], row["address"].lower())


@pytest.mark.parametrize("seed", range(6))
def test_every_day_the_links_are_those_that_a_plain_reading_finds(seed):
    facts = facts_of(activity_version=_random_register(Random(seed)))
    days = [dt.date(2022, 6, 1) + dt.timedelta(97 * step) for step in range(12)]
    for day in days:
        held = facts["predecessor"].filter(
            pl.col("basis").cast(pl.String) == "address",
            pl.col("known_from") <= day,
            pl.col("known_to").is_null() | (pl.col("known_to") > day),
        )
        assert set(held.select("activity_id", "former_activity_id").iter_rows()) == _plain_address_pairs(
            facts["activity_version"], day
        )
