"""Who was there when a source was first asked is in the circle from that day, and did not enter on it."""

import polars as pl

from tests.sources.facts.role_lines import roles
from tests.sources.facts.text_tables import assert_held, facts_of

A, P, Q, R = "5560000001", "P-0000000000000000000a", "P-0000000000000000000b", "P-0000000000000000000c"
FORMED = f"{A} - registered - 2010-01-01"
HELD = (FORMED, f"{A} {P} role_held board_member 2026-01-05", f"{A} {Q} role_held ceo 2026-01-05")
CASE = f"""
    case_no | operator_id | kind | applied_at | known_at
    T1      | {A}         | new  | 2026-02-01 | 2026-02-01
"""


def of(*lines, **deliveries):
    return facts_of(company_event=roles(*lines), **deliveries)


def persons(facts):
    return facts["actor_link"].filter(pl.col("other_kind").cast(pl.String) == "person")


def test_a_role_held_is_a_link_from_the_day_it_was_seen_that_began_some_time_before():
    facts = of(*HELD, f"{A} {P} role_left board_member 2026-03-02", f"{A} {R} role_entered board_member 2026-03-02")
    assert_held(
        persons(facts).filter(pl.col("known_to").is_null()),
        f"""
        other_id | valid_from | valid_to   | began_earlier
        {P}      | 2026-01-05 | 2026-03-02 | true
        {Q}      | 2026-01-05 | -          | true
        {R}      | 2026-03-02 | -          | false
    """,
    )


def test_a_delivered_entry_says_when_it_began_and_the_first_answer_adds_nothing():
    facts = of(f"{A} {P} role_entered board_member 2024-05-01", *HELD[:2])
    assert_held(persons(facts), "valid_from | began_earlier\n2024-05-01 | false")


def test_the_first_answer_is_no_change_of_the_circle_and_the_next_is():
    first = of(*HELD)
    assert first["circle_change"].height == 0
    assert first["actor_link"].height == 2
    facts = of(*HELD, f"{A} {R} role_entered board_member 2026-03-02", f"{A} {P} role_left board_member 2026-03-09")
    assert_held(facts["circle_change"], "event_date | n_changed\n2026-03-02 | 1\n2026-03-09 | 1")


def test_who_was_there_already_has_not_entered_late():
    signs = {kind: of(FORMED, f"{A} {P} {kind} ceo 2026-01-05", permit_case=CASE)["nominee_sign"]
             for kind in ("role_held", "role_entered")}  # fmt: skip
    late = {kind: "entered_late" in rows["sign"].cast(pl.String).to_list() for kind, rows in signs.items()}
    assert late == {"role_held": False, "role_entered": True}


def test_a_stay_of_unknown_beginning_is_not_short():
    def lines(kind):
        ended = [(A, "2026-01-05", "2026-02-01"), ("5560000019", "2026-01-05", "2026-02-01")]
        moves = [line for actor, first, last in ended
                 for line in (f"{actor} {P} {kind} ceo {first}", f"{actor} {P} role_left ceo {last}")]  # fmt: skip
        return [FORMED, *moves, f"5560000027 {P} role_entered ceo 2026-03-01"]

    def is_short(kind):
        return "short_tenures" in of(*lines(kind))["nominee_sign"]["sign"].cast(pl.String).to_list()

    assert (is_short("role_held"), is_short("role_entered")) == (False, True)
