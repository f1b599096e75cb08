"""Permits, and permit cases one hop away."""

import pytest

from tests.sources.facts.role_lines import roles
from tests.sources.facts.text_tables import assert_held, facts_of

A, B, C = "5560000001", "5560000002", "5560000003"
PERSON = "P-0123456789abcdef0123"
OTHER = "P-0000000000000000000a"
CASE = f"""
    case_no | operator_id | outcome | ground      | applied_at | decided_at | final_at   | known_at
    C1      | {B}         | refused | suitability | 2025-02-01 | 2025-04-01 | 2025-05-01 | 2025-04-02
"""


def reached(case=CASE, **texts):
    cases = facts_of(permit_case=case, **texts)["permit_case"]
    return cases.filter(cases["attribution"].cast(str) == "circle")


def test_a_case_is_the_applicants_own_and_becomes_final():
    assert_held(
        facts_of(permit_case=CASE)["permit_case"],
        f"""
        case_no | actor_id | applicant_id | attribution | via_person | is_final | known_from | known_to
        C1      | {B}      | {B}          | own         | -          | false    | 2025-04-02 | 2025-05-01
        C1      | {B}      | {B}          | own         | -          | true     | 2025-05-01 | -
    """,
    )


def test_a_case_known_only_when_final_is_final_at_once():
    cases = facts_of(permit_case=CASE.replace("2025-04-02", "2025-06-01"))["permit_case"]
    assert cases["is_final"].to_list() == [True]


def test_a_refusal_reaches_another_actor_while_a_person_of_the_circle_is_there():
    events = roles(
        f"{B} {PERSON} role_entered ceo 2024-01-01",
        f"{B} {PERSON} role_left ceo 2025-03-01",
        f"{A} {PERSON} role_entered board_member 2025-06-01",
        f"{A} {PERSON} role_left board_member 2025-09-01",
    )
    assert_held(
        reached(company_event=events),
        f"""
        case_no | actor_id | applicant_id | via_person | is_final | known_from | known_to
        C1      | {A}      | {B}          | {PERSON}   | true     | 2025-06-01 | 2025-09-01
    """,
    )


@pytest.mark.parametrize(
    ("sentence", "entered", "left", "reaches"),
    [
        ("in the circle all the time", "2024-01-01", None, True),
        ("left before the application", "2024-01-01", "2025-01-31", False),
        ("left on the day of the application", "2024-01-01", "2025-02-01", False),
        ("left the day after the application", "2024-01-01", "2025-02-02", True),
        ("entered on the day of the decision", "2025-04-01", None, True),
        ("entered the day after the decision", "2025-04-02", None, False),
    ],
)
def test_the_person_must_have_been_in_the_applicants_circle_during_the_case(sentence, entered, left, reaches):
    lines = [f"{A} {PERSON} role_entered ceo 2020-01-01", f"{B} {PERSON} role_entered ceo {entered}"]
    lines += [f"{B} {PERSON} role_left ceo {left}"] if left else []
    assert (reached(company_event=roles(*lines)).height > 0) is reaches, sentence


def test_an_auditor_is_not_of_the_circle():
    events = roles(f"{A} {PERSON} role_entered auditor 2020-01-01", f"{B} {PERSON} role_entered ceo 2020-01-01")
    assert reached(company_event=events).is_empty()


def test_several_shared_persons_give_one_row_through_the_smallest_key():
    events = roles(
        f"{B} {PERSON} role_entered ceo 2020-01-01",
        f"{B} {OTHER} role_entered deputy 2020-01-01",
        f"{A} {PERSON} role_entered ceo 2020-01-01",
        f"{A} {OTHER} role_entered deputy 2025-07-01",
        f"{A} {OTHER} role_left deputy 2025-08-01",
    )
    case = CASE.replace("2025-05-01 |", "2025-04-01 |")
    assert_held(
        reached(case, company_event=events),
        f"""
        actor_id | via_person | known_from | known_to
        {A}      | {PERSON}   | 2025-04-02 | 2025-07-01
        {A}      | {OTHER}    | 2025-07-01 | 2025-08-01
        {A}      | {PERSON}   | 2025-08-01 | -
    """,
    )


def test_a_case_does_not_reach_its_own_applicant_nor_further_than_one_hop():
    events = roles(
        f"{B} {PERSON} role_entered ceo 2020-01-01",
        f"{A} {PERSON} role_entered ceo 2020-01-01",
        f"{A} {OTHER} role_entered deputy 2020-01-01",
        f"{C} {OTHER} role_entered ceo 2020-01-01",
    )
    assert set(reached(company_event=events)["actor_id"]) == {A}


def test_a_shared_person_is_not_known_before_the_company_register_said_so():
    events = roles(
        f"{B} {PERSON} role_entered ceo 2020-01-01",
        f"{A} {PERSON} role_entered ceo 2020-01-01 2026-01-15",
    )
    assert_held(
        reached(company_event=events),
        """
        known_from | known_to
        2026-01-15 | -
    """,
    )


def test_a_role_registered_before_its_first_day_is_shared_from_its_first_day():
    events = roles(
        f"{B} {PERSON} role_entered ceo 2020-01-01",
        f"{A} {PERSON} role_entered ceo 2025-12-01 2025-11-01",
    )
    assert reached(company_event=events)["known_from"].cast(str).to_list() == ["2025-12-01"]


def test_a_permit_that_is_changed_keeps_its_history():
    facts = facts_of(
        permit="""
        permit_no | max_places | granted_at | valid_from | known_at
        T1        | 8          | 2024-01-01 | 2024-01-15 | 2024-01-02
        T1        | 10         | 2024-01-01 | 2024-01-15 | 2025-01-02
    """
    )
    assert_held(
        facts["permit"],
        """
        permit_no | max_places | event_date | known_from | known_to
        T1        | 8          | 2024-01-01 | 2024-01-02 | 2025-01-02
        T1        | 10         | 2024-01-01 | 2025-01-02 | -
    """,
    )
