"""Annual reports with the year before beside them, and the years that a report is due for."""

import pytest

from tests.sources.facts.text_tables import assert_held, facts_of

A = "5560000001"
YEARS = """
    fiscal_year_start | fiscal_year_end | filed_at   | net_turnover_sek | group_claims_sek | known_at
    2022-01-01        | 2022-12-31      | 2023-06-01 | 1.0              | 10.0             | 2023-06-02
    2023-01-01        | 2023-12-31      | 2024-06-01 | 2.0              | 20.0             | 2024-06-02
    2024-01-01        | 2024-12-31      | 2025-06-01 | 3.0              | 30.0             | 2025-06-02
"""


def reports(text):
    return facts_of(annual_report=text)["annual_report"]


def test_each_report_carries_the_year_before_and_the_claims_of_two_years_before():
    assert_held(
        reports(YEARS),
        """
        event_date | year_days | turnover_prior_sek | prior_year_days | group_claims_before_sek
        2022-12-31 | 365       | -                  | -               | -
        2023-12-31 | 365       | 1.0                | 365             | -
        2024-12-31 | 366       | 2.0                | 365             | 10.0
    """,
    )


def test_a_correction_of_the_year_before_changes_the_year_after_from_when_it_was_known():
    corrected = "    2023-01-01 | 2023-12-31 | 2024-06-01 | 2.5 | 20.0 | 2025-08-01"
    found = reports(YEARS + corrected)
    assert_held(
        found.filter(found["event_date"].dt.year() == 2024),
        """
        turnover_prior_sek | known_from | known_to
        2.0                | 2025-06-02 | 2025-08-01
        2.5                | 2025-08-01 | -
    """,
    )


def test_a_year_before_that_is_known_later_shows_no_earlier():
    text = YEARS.replace("2024-06-02", "2025-09-01")
    found = reports(text)
    assert_held(
        found.filter(found["event_date"].dt.year() == 2024),
        """
        turnover_prior_sek | group_claims_before_sek | known_from | known_to
        -                  | -                       | 2025-06-02 | 2025-09-01
        2.0                | 10.0                    | 2025-09-01 | -
    """,
    )


def test_only_a_year_that_ended_the_day_before_is_the_year_before():
    found = reports(YEARS.replace("2023-01-01 ", "2023-01-02 "))
    assert found["turnover_prior_sek"].to_list() == [None, None, 2.0]


def duties(**texts):
    return facts_of(**texts)["filing_duty"]


def entry(*, status="active", formed="2015-03-01", form="AB", since="2015-03-01", known="2019-07-01"):
    return f"{A} | {form} | {status} | {formed} | {since} | {known}"


def company(*lines):
    return "\n".join(["operator_id | legal_form | status | formed_at | valid_from | known_at", *lines])


FILED = f"""
    operator_id | fiscal_year_start | fiscal_year_end | filed_at   | known_at
    {A}         | 2023-01-01        | 2023-12-31      | 2024-06-01 | 2024-06-02
"""
LATER = f"    {A}         | 2024-01-01        | 2024-12-31      | 2025-10-01 | 2025-10-03"


def of_2024(found):
    return found.filter(found["event_date"].dt.year() == 2024)


def test_a_year_is_due_seven_months_after_its_end_and_open_until_the_filing_is_known():
    found = duties(company=company(entry()), annual_report=FILED + LATER)
    assert_held(
        of_2024(found),
        """
        event_date | due_at     | filed_at   | known_from | known_to
        2024-12-31 | 2025-07-31 | -          | 2025-01-01 | 2025-10-03
        2024-12-31 | 2025-07-31 | 2025-10-01 | 2025-10-03 | -
    """,
    )


@pytest.mark.parametrize(
    ("year_end", "last_day"),
    [("2023-07-31", "2024-02-29"), ("2023-06-30", "2024-01-31"), ("2023-02-28", "2023-09-30")],
)
def test_a_year_that_ends_with_a_month_is_due_at_the_end_of_one(year_end, last_day):
    found = duties(company=company(entry()), annual_report=FILED.replace("2023-12-31", year_end))
    assert found["due_at"][0].isoformat() == last_day


def test_the_next_year_ends_with_february_also_in_a_leap_year():
    found = duties(company=company(entry()), annual_report=FILED.replace("2023-12-31", "2023-02-28"))
    assert found["event_date"][1].isoformat() == "2024-02-29"


def test_a_new_company_has_eighteen_months_for_its_first_year():
    found = duties(company=company(entry(formed="2023-03-15", since="2023-03-15", known="2023-03-20")))
    assert_held(
        found,
        """
        event_date | due_at     | filed_at | known_from
        2024-09-15 | 2025-04-15 | -        | 2024-09-16
        2025-09-15 | 2026-04-15 | -        | 2025-09-16
        2026-09-15 | 2027-04-15 | -        | 2026-09-16
    """,
    )


def test_nothing_is_expected_of_an_old_company_none_of_whose_reports_was_ever_delivered():
    assert duties(company=company(entry(formed="1999-01-01", since="1999-01-01", known="2019-07-01"))).is_empty()


def test_the_first_filing_ends_what_was_expected_from_the_forming():
    new = entry(formed="2022-01-01", since="2022-01-01", known="2022-01-05")
    found = duties(company=company(new), annual_report=FILED)
    assert_held(
        found.head(3),
        """
        event_date | filed_at   | known_from | known_to
        2023-07-01 | -          | 2023-07-02 | 2024-06-02
        2023-12-31 | 2024-06-01 | 2024-06-02 | -
        2024-12-31 | -          | 2025-01-01 | -
    """,
    )


@pytest.mark.parametrize("form", ["HB", "EK", "EF"])
def test_only_limited_companies_have_the_duty(form):
    assert duties(company=company(entry(form=form)), annual_report=FILED).is_empty()


def test_a_company_struck_off_owes_nothing_from_the_day_that_is_known():
    gone = entry(status="struck_off", since="2025-03-01", known="2025-04-01")
    found = duties(company=company(entry(), gone), annual_report=FILED)
    assert_held(
        of_2024(found),
        """
        filed_at | known_from | known_to
        -        | 2025-01-01 | 2025-04-01
    """,
    )
    assert found.height == 2


def test_nothing_is_expected_of_a_year_that_ended_during_a_bankruptcy():
    found = duties(
        company=company(entry()),
        annual_report=FILED,
        company_event=f"""
        event_id | operator_id | kind              | event_date | known_at
        E1       | {A}         | bankruptcy_opened | 2024-12-01 | 2025-02-01
    """,
    )
    assert_held(
        found,
        """
        event_date | filed_at   | known_from | known_to
        2023-12-31 | 2024-06-01 | 2024-06-02 | -
        2024-12-31 | -          | 2025-01-01 | 2025-02-01
    """,
    )
