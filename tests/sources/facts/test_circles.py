"""Seats of boards, days on which the circle changed, and auditors that left early."""

import pytest

from tests.sources.facts.role_lines import roles
from tests.sources.facts.text_tables import assert_held, facts_of

A = "5560000001"
P, Q, R = (f"P-0000000000000000000{letter}" for letter in "abc")
OLD = f"{A} - registered - 2015-01-01"


def seats(*lines):
    return facts_of(company_event=roles(*lines))["board_seat"]


def changes(*lines, **texts):
    return facts_of(company_event=roles(OLD, *lines), **texts)["circle_change"]


def test_a_seat_is_one_stay_whatever_the_role():
    held = seats(
        OLD,
        f"{A} {P} role_entered deputy 2020-01-01",
        f"{A} {P} role_left deputy 2021-01-01",
        f"{A} {P} role_entered ceo 2021-01-01",
        f"{A} {P} role_left ceo 2022-01-01",
        f"{A} {P} role_entered owner 2022-06-01",
    )
    known_last = held.filter(held["known_to"].is_null())
    assert_held(
        known_last,
        f"""
        other_id | valid_from | valid_to
        {P}      | 2020-01-01 | 2022-01-01
    """,
    )


def test_the_first_board_is_who_is_there_when_the_forming_is_over():
    held = seats(
        f"{A} - registered - 2025-01-10",
        f"{A} {P} role_entered ceo 2025-01-10",
        f"{A} {P} role_left ceo 2025-03-01",
        f"{A} {Q} role_entered ceo 2025-03-01",
        f"{A} {R} role_entered board_member 2025-06-01",
    )
    assert_held(
        held,
        f"""
        other_id | is_first | valid_from | valid_to | known_from | known_to
        {Q}      | true     | 2025-01-10 | -        | 2025-04-10 | -
        {R}      | false    | 2025-06-01 | -        | 2025-06-01 | -
    """,
    )


def test_a_forming_that_becomes_known_later_changes_only_what_is_known_from_then():
    held = seats(f"{A} {P} role_entered ceo 2025-02-01", f"{A} - registered - 2025-01-10 2025-09-01")
    assert_held(
        held,
        """
        is_first | valid_from | known_from | known_to
        true     | 2025-01-10 | 2025-09-01 | -
        false    | 2025-02-01 | 2025-02-01 | 2025-09-01
    """,
    )


def test_a_day_counts_the_persons_that_entered_or_left_and_not_who_changed_role():
    found = changes(
        f"{A} {P} role_entered deputy 2020-01-01",
        f"{A} {Q} role_entered ceo 2020-01-01",
        f"{A} {P} role_left deputy 2025-05-02",
        f"{A} {P} role_entered board_member 2025-05-02",
        f"{A} {Q} role_left ceo 2025-05-02",
        f"{A} {R} role_entered ceo 2025-05-02",
        f"{A} {R} role_entered auditor 2025-05-09",
    )
    assert_held(
        found.filter(found["known_to"].is_null(), found["event_date"].dt.year() == 2025),
        """
        event_date | n_changed | is_majority | is_notified | after_dormancy
        2025-05-02 | 2         | true        | false       | false
    """,
    )


def test_the_first_months_belong_to_the_forming_of_the_company():
    events = roles(
        f"{A} - registered - 2025-01-10",
        f"{A} {P} role_entered ceo 2025-01-10",
        f"{A} {Q} role_entered ceo 2025-04-10",
        f"{A} {R} role_entered ceo 2025-04-11",
    )
    assert facts_of(company_event=events)["circle_change"]["event_date"].cast(str).to_list() == ["2025-04-11"]


@pytest.mark.parametrize(
    ("sentence", "stays", "leaves", "is_majority"),
    [
        ("one of two is new", 1, 1, "true"),
        ("one of three is new", 2, 1, "false"),
    ],
)
def test_a_majority_is_half_of_the_board_or_more(sentence, stays, leaves, is_majority):
    people = [P, Q, "P-0000000000000000000d"][: stays + leaves]
    lines = [f"{A} {person} role_entered board_member 2020-01-01" for person in people]
    lines += [f"{A} {people[0]} role_left board_member 2025-05-02", f"{A} {R} role_entered board_member 2025-05-02"]
    found = changes(*lines)
    last = found.filter(found["event_date"].dt.year() == 2025, found["known_to"].is_null())
    assert str(last["is_majority"][0]).lower() == is_majority, sentence


@pytest.mark.parametrize(
    ("sentence", "registered", "is_notified"),
    [
        ("on the last day of the month", "2025-06-02", True),
        ("a day too late", "2025-06-03", False),
        ("beforehand", "2025-04-20", True),
    ],
)
def test_a_change_is_notified_by_one_registered_within_a_month(sentence, registered, is_notified):
    found = changes(
        f"{A} {P} role_entered ceo 2025-05-02",
        activity_version=f"""
        activity_id | operator_id | valid_from | known_at
        V1          | {A}         | 2020-01-01 | 2020-01-01
    """,
        notification=f"""
        notification_id | activity_id | kind          | effective_date | known_at
        N1              | V1          | circle_change | 2025-05-02     | {registered}
    """,
    )
    assert found.filter(found["known_to"].is_null())["is_notified"].to_list() == [is_notified], sentence


def test_a_notification_counts_from_the_day_it_was_known():
    found = changes(
        f"{A} {P} role_entered ceo 2025-05-02",
        activity_version=f"""
        activity_id | operator_id | valid_from | known_at
        V1          | {A}         | 2020-01-01 | 2020-01-01
    """,
        notification="""
        notification_id | activity_id | kind          | effective_date | known_at
        N1              | V1          | circle_change | 2025-05-02     | 2025-05-20
    """,
    )
    assert_held(
        found,
        """
        is_notified | known_from | known_to
        false       | 2025-05-02 | 2025-05-20
        true        | 2025-05-20 | -
    """,
    )


@pytest.mark.parametrize(
    ("sentence", "day", "after_dormancy"),
    [
        ("dormant for 89 days", "2025-03-31", False),
        ("dormant for 90 days", "2025-04-01", True),
        ("twelve months after it ended", "2026-07-01", True),
        ("more than twelve months after it ended", "2026-07-02", False),
    ],
)
def test_a_change_is_after_dormancy_while_it_lasts_and_for_a_year(sentence, day, after_dormancy):
    found = changes(
        f"{A} {P} role_entered ceo {day}",
        activity_version=f"""
        activity_id | operator_id | operating_status | valid_from | known_at
        V1          | {A}         | active           | 2020-01-01 | 2020-01-01
        V1          | {A}         | dormant          | 2025-01-01 | 2025-01-01
        V1          | {A}         | active           | 2025-07-01 | 2025-07-01
    """,
    )
    assert found.filter(found["known_to"].is_null())["after_dormancy"].to_list() == [after_dormancy], sentence


def exits(*entries):
    rows = [f"E1 | {A} | {P} | role_left | auditor | true | 2025-03-10 | 2025-03-12", *entries]
    head = "event_id | operator_id | person_key | kind | role | is_early | event_date | known_at"
    return facts_of(company_event="\n".join([head, *rows]))["auditor_exit"]


def test_an_auditor_is_replaced_once_another_is_known_to_have_come():
    assert_held(
        exits(f"E2 | {A} | {Q} | role_entered | auditor | - | 2025-06-10 | 2025-07-01"),
        """
        event_date | is_replaced | known_from | known_to
        2025-03-10 | false       | 2025-03-12 | 2025-07-01
        2025-03-10 | true        | 2025-07-01 | -
    """,
    )


@pytest.mark.parametrize(
    ("sentence", "entry"),
    [
        ("more than three months later", f"E2 | {A} | {Q} | role_entered | auditor | - | 2025-06-11 | 2025-06-11"),
        ("the same auditor again", f"E2 | {A} | {P} | role_entered | auditor | - | 2025-04-01 | 2025-04-01"),
        ("somebody else in another role", f"E2 | {A} | {Q} | role_entered | ceo | - | 2025-04-01 | 2025-04-01"),
    ],
)
def test_what_is_no_replacement(sentence, entry):
    assert exits(entry)["is_replaced"].to_list() == [False], sentence


def test_an_auditor_that_stays_its_term_is_no_exit():
    assert exits().height == 1
    whole = f"E3 | {A} | {Q} | role_left | auditor | false | 2025-05-10 | 2025-05-12"
    assert exits(whole).height == 1
