"""The last day to notify and what is late: law 20."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.facts.notifications import months_later
from tables.code_lists import code_list
from tables.months import add_months
from tests.sources.facts.text_tables import assert_held, facts_of

OPERATORS = """
    operator_id | operator_type | known_at
    5560000001  | private       | 2020-01-01
    2120000142  | municipal     | 2020-01-01
    2321000016  | regional      | 2020-01-01
    2021000001  | state         | 2020-01-01
"""
SITES = """
    activity_id | operator_id | form_code | municipality_code | valid_from | known_at
    PRIVATE     | 5560000001  | HVB       | 0114              | 2020-01-01 | 2020-01-01
    MUNICIPAL   | 2120000142  | HVB       | 0180              | 2020-01-01 | 2020-01-01
    REGIONAL    | 2321000016  | LSS9      | 0980              | 2020-01-01 | 2020-01-01
    CONSULTANT  | 2120000142  | KONS      | -                 | 2020-01-01 | 2020-01-01
    STATE       | 2021000001  | SIS       | 0180              | 2020-01-01 | 2020-01-01
"""


def notified(activity, kind, effective_date, known_at):
    text = f"""
        notification_id | activity_id | kind   | effective_date   | known_at
        N1              | {activity}  | {kind} | {effective_date} | {known_at}
    """
    return facts_of(operator=OPERATORS, activity_version=SITES, notification=text)["notification"].row(0, named=True)


@settings(deadline=None)
@given(day=st.dates(dt.date(1900, 3, 1), dt.date(2199, 1, 1)), months=st.integers(-1, 120))
def test_months_in_expressions_are_months_as_the_program_counts_them(day, months):
    frame = pl.DataFrame({"day": [day], "months": [months]})
    found = frame.select(one=months_later(pl.col("day"), months), two=months_later(pl.col("day"), pl.col("months")))
    assert found.row(0) == (add_months(day, months), add_months(day, months))


@pytest.mark.parametrize(
    ("effective_date", "deadline"),
    [
        ("2026-01-31", "2026-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2026-02-28", "2026-03-28"),
        ("2026-03-31", "2026-04-30"),
        ("2026-12-31", "2027-01-31"),
        ("2026-05-15", "2026-06-15"),
    ],
)
def test_the_deadline_is_one_calendar_month_later_clipped_to_the_end_of_the_month(effective_date, deadline):
    assert str(notified("MUNICIPAL", "change", effective_date, "2026-05-15")["deadline"]) == deadline


@pytest.mark.parametrize(("known_at", "is_late"), [("2026-02-27", False), ("2026-02-28", False), ("2026-03-01", True)])
def test_late_is_after_the_deadline_and_not_on_it(known_at, is_late):
    assert notified("MUNICIPAL", "closure", "2026-01-31", known_at)["is_late"] is is_late


@pytest.mark.parametrize(
    ("activity", "kind", "effective_date", "deadline"),
    [
        ("PRIVATE", "change", "2025-03-10", "2025-04-10"),
        ("PRIVATE", "temporary_stop", "2025-03-10", "2025-04-10"),
        ("PRIVATE", "resume", "2025-03-10", "2025-04-10"),
        ("PRIVATE", "circle_change", "2025-03-10", "2025-04-10"),
        ("PRIVATE", "closure", "2025-03-10", "2025-03-10"),
        ("PRIVATE", "new", "2025-03-10", "None"),
        ("PRIVATE", "no_change_confirmed", "2025-03-10", "None"),
        ("MUNICIPAL", "change", "2025-12-31", "None"),
        ("MUNICIPAL", "change", "2026-01-01", "2026-02-01"),
        ("MUNICIPAL", "temporary_stop", "2026-01-01", "2026-02-01"),
        ("MUNICIPAL", "closure", "2026-01-01", "2026-02-01"),
        ("MUNICIPAL", "circle_change", "2026-01-01", "None"),
        ("MUNICIPAL", "new", "2026-01-01", "None"),
        ("REGIONAL", "resume", "2026-01-01", "2026-02-01"),
        ("REGIONAL", "closure", "2025-06-01", "None"),
        ("CONSULTANT", "change", "2026-02-01", "None"),
        ("STATE", "change", "2026-02-01", "None"),
        ("UNKNOWN", "change", "2026-02-01", "None"),
    ],
)
def test_who_must_notify_what_and_how_soon(activity, kind, effective_date, deadline):
    row = notified(activity, kind, effective_date, "2026-02-15")
    assert str(row["deadline"]) == deadline
    assert (row["is_late"] is None) == (deadline == "None")


def test_every_kind_with_a_deadline_has_a_duty_for_permit_holders():
    kinds = code_list("notification_kinds").filter(pl.col("has_deadline") == "1")["code"]
    private = code_list("notification_duties").filter(pl.col("operator_type") == "private")["kind"]
    assert set(kinds) == set(private)


def test_a_confirmation_has_the_day_it_came_and_no_deadline():
    row = notified("PRIVATE", "no_change_confirmed", "-", "2026-02-15")
    assert (row["event_date"], row["deadline"], row["is_late"]) == (dt.date(2026, 2, 15), None, None)


def test_a_correction_does_not_make_a_notification_later_than_it_was():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=SITES,
        notification="""
        notification_id | activity_id | kind   | effective_date | known_at
        N1              | MUNICIPAL   | change | 2026-03-01     | 2026-03-20
        N1              | MUNICIPAL   | change | 2026-03-05     | 2026-06-01
    """,
    )
    assert_held(
        facts["notification"],
        """
        event_date | registered_at | deadline   | is_late | known_from | known_to
        2026-03-01 | 2026-03-20    | 2026-04-01 | false   | 2026-03-20 | 2026-06-01
        2026-03-05 | 2026-03-20    | 2026-04-05 | false   | 2026-06-01 | -
    """,
    )


def test_the_municipality_is_the_notifier_or_that_of_a_public_activity_and_never_that_of_a_private_one():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=SITES,
        notification="""
        notification_id | activity_id | notifier_municipality | effective_date | known_at
        N1              | MUNICIPAL   | 1480                  | 2026-03-01     | 2026-03-20
        N2              | MUNICIPAL   | -                     | 2026-03-01     | 2026-03-20
        N3              | PRIVATE     | -                     | 2026-03-01     | 2026-03-20
    """,
    )
    assert facts["notification"]["municipality_code"].to_list() == ["1480", "0180", None]


def test_the_actor_is_who_ran_the_activity_on_the_day_of_the_change():
    facts = facts_of(
        operator=OPERATORS,
        activity_version="""
            activity_id | operator_id | valid_from | known_at
            V1          | 5560000001  | 2020-01-01 | 2020-01-01
            V1          | 2120000142  | 2026-03-02 | 2026-03-02
        """,
        notification="""
            notification_id | activity_id | effective_date | known_at
            N1              | V1          | 2026-03-01     | 2026-03-20
            N2              | V1          | 2026-03-02     | 2026-03-20
            N3              | V1          | 2019-12-31     | 2026-03-20
        """,
    )
    assert facts["notification"]["actor_id"].to_list() == ["5560000001", "2120000142", None]
