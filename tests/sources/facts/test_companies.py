"""Company events, procedures as periods, roles as links, and annual reports."""

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.facts.companies import company_events
from sources.facts.knowledge import merged
from tables import core, raw
from tests.generated_facts import frame
from tests.sources.facts.text_tables import assert_held, facts_of

PERSON = "P-0123456789abcdef0123"
WOUND_UP = """
    event_id | kind               | is_voluntary | event_date | known_at
    E1       | liquidation_opened | true         | 2025-03-01 | 2025-03-05
"""


def test_a_procedure_is_open_until_its_closing_is_known():
    facts = facts_of(
        company_event="""
        event_id | kind              | event_date | known_at
        E1       | bankruptcy_opened | 2025-01-12 | 2025-01-14
        E2       | bankruptcy_closed | 2025-09-01 | 2025-09-20
    """
    )
    assert_held(
        facts["company_event"],
        """
        event_id | kind              | event_date | until      | known_from | known_to
        E1       | bankruptcy_opened | 2025-01-12 | -          | 2025-01-14 | 2025-09-20
        E1       | bankruptcy_opened | 2025-01-12 | 2025-09-01 | 2025-09-20 | -
    """,
    )


def test_a_closing_ends_only_its_own_procedure_and_only_what_was_opened_before():
    facts = facts_of(
        company_event="""
        event_id | kind                  | event_date | known_at
        E1       | reorganisation_opened | 2025-01-01 | 2025-01-01
        E2       | reorganisation_closed | 2025-02-01 | 2025-02-01
        E3       | bankruptcy_opened     | 2025-01-15 | 2025-03-01
        E4       | reorganisation_opened | 2025-03-01 | 2025-03-01
        E5       | reorganisation_closed | 2025-06-01 | 2025-06-01
    """
    )
    known_last = facts["company_event"].unique("event_id", keep="last", maintain_order=True)
    assert_held(
        known_last,
        """
        event_id | until
        E1       | 2025-02-01
        E3       | -
        E4       | 2025-06-01
    """,
    )


def test_every_procedure_of_the_list_is_a_period():
    facts = facts_of(
        company_event="""
        event_id | kind               | event_date | known_at
        E1       | composition_opened | 2025-01-12 | 2025-01-14
        E2       | composition_closed | 2025-03-01 | 2025-03-02
        E3       | conversion_opened  | 2025-01-12 | 2025-01-14
    """
    )
    known_last = facts["company_event"].unique("event_id", keep="last", maintain_order=True)
    assert_held(
        known_last,
        """
        event_id | kind               | until
        E1       | composition_opened | 2025-03-01
        E3       | conversion_opened  | -
    """,
    )


def test_the_same_event_from_two_sources_is_one():
    facts = facts_of(
        company_event="""
        event_id | kind               | is_voluntary | event_date | known_at
        FILE-1   | liquidation_opened | -            | 2025-01-12 | 2025-01-13
        OWN-1    | liquidation_opened | true         | 2025-01-12 | 2025-01-20
        FILE-2   | liquidation_closed | -            | 2025-03-03 | 2025-03-03
        OWN-2    | liquidation_closed | true         | 2025-03-01 | 2025-03-10
        FILE-3   | struck_off         | -            | 2025-03-03 | 2025-03-03
        OWN-3    | struck_off         | -            | 2025-03-03 | 2025-03-03
    """
    )
    assert_held(
        facts["company_event"],
        """
        event_id | kind               | is_voluntary | until      | known_from | known_to
        FILE-1   | liquidation_opened | -            | -          | 2025-01-13 | 2025-01-20
        FILE-3   | struck_off         | -            | -          | 2025-03-03 | -
        OWN-1    | liquidation_opened | true         | -          | 2025-01-20 | 2025-03-03
        OWN-1    | liquidation_opened | true         | 2025-03-03 | 2025-03-03 | 2025-03-10
        OWN-1    | liquidation_opened | true         | 2025-03-01 | 2025-03-10 | -
    """,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(seeds=st.lists(st.integers(0, 2**20), max_size=14), mark=st.sampled_from(["0-", "z-"]))
def test_the_same_events_under_other_keys_change_nothing(seeds, mark):
    """A source more that tells the same things: the facts are the same but for whose rows they rest on."""
    delivered, versions = frame(raw.CompanyEvent, seeds), core.ActivityVersion.create_empty()
    delivered = delivered.filter(~pl.col("kind").str.starts_with("role_"))
    again = delivered.with_columns(event_id=mark + pl.col("event_id"))
    said = [name for name in core.CompanyEvent.column_names() if name not in ("event_id", "ledger_id", "source_row")]
    once, twice = (company_events(rows, versions) for rows in (delivered, pl.concat([delivered, again])))
    assert once.height == twice.height
    runs = [name for name in said if not name.startswith("known_")]
    assert merged(once.select(said), runs).sort(pl.all()).equals(merged(twice.select(said), runs).sort(pl.all()))


def test_events_carry_the_companys_age_in_days():
    facts = facts_of(
        company_event=f"""
        event_id | kind         | role | person_key | event_date | known_at
        E1       | registered   | -    | -          | 2025-01-01 | 2025-01-01
        E2       | role_entered | ceo  | {PERSON}   | 2025-01-31 | 2025-02-03
    """
    )
    assert_held(
        facts["company_event"],
        f"""
        event_id | kind         | role | person_key | days_since_formation
        E1       | registered   | -    | -          | 0
        E2       | role_entered | ceo  | {PERSON}   | 30
    """,
    )


def test_the_age_is_unknown_until_the_registration_is_known():
    facts = facts_of(
        company_event="""
        event_id | kind            | event_date | known_at
        E1       | address_changed | 2025-01-31 | 2025-02-01
        E2       | registered      | 2025-01-01 | 2025-03-01
    """
    )
    assert_held(
        facts["company_event"],
        """
        event_id | days_since_formation | known_from | known_to
        E1       | -                    | 2025-02-01 | 2025-03-01
        E1       | 30                   | 2025-03-01 | -
        E2       | 0                    | 2025-03-01 | -
    """,
    )


def test_a_voluntary_liquidation_ends_on_the_day_the_last_closure_is_known():
    facts = facts_of(
        company_event=WOUND_UP,
        activity_version="""
        activity_id | operating_status | valid_from | known_at
        V1          | active           | 2020-01-01 | 2020-01-01
        V2          | active           | 2020-01-01 | 2020-01-01
        V1          | closed           | 2025-04-01 | 2025-04-02
        V2          | closed           | 2025-05-01 | 2025-05-20
    """,
    )
    assert_held(
        facts["company_event"],
        """
        event_id | kind               | until | known_from | known_to
        E1       | liquidation_opened | -     | 2025-03-05 | 2025-05-20
    """,
    )


def test_a_liquidation_of_a_company_whose_activities_were_closed_before_is_no_risk():
    facts = facts_of(
        company_event=WOUND_UP,
        activity_version="""
        activity_id | operating_status | valid_from | known_at
        V1          | closed           | 2025-01-01 | 2025-01-01
    """,
    )
    assert facts["company_event"].is_empty()


def test_a_compulsory_liquidation_goes_on_after_the_closure():
    facts = facts_of(
        company_event=WOUND_UP.replace("true", "false"),
        activity_version="""
        activity_id | operating_status | valid_from | known_at
        V1          | closed           | 2025-01-01 | 2025-01-01
    """,
    )
    assert facts["company_event"]["known_to"].to_list() == [None]


def test_a_voluntary_liquidation_goes_on_while_an_activity_is_open_or_none_is_registered():
    one_open = """
        activity_id | operating_status | valid_from | known_at
        V1          | closed           | 2025-01-01 | 2025-01-01
        V2          | stopped          | 2025-01-01 | 2025-01-01
    """
    assert facts_of(company_event=WOUND_UP, activity_version=one_open)["company_event"].height == 1
    assert facts_of(company_event=WOUND_UP)["company_event"].height == 1


def test_a_role_lasts_from_entered_to_left_as_it_was_known():
    facts = facts_of(
        company_event=f"""
        event_id | kind         | role         | person_key | event_date | known_at
        E1       | role_entered | board_member | {PERSON}   | 2024-01-01 | 2024-01-10
        E2       | role_left    | board_member | {PERSON}   | 2025-01-01 | 2025-02-01
    """
    )
    assert_held(
        facts["actor_link"],
        f"""
        other_id | other_kind | relation     | valid_from | valid_to   | known_from | known_to
        {PERSON} | person     | board_member | 2024-01-01 | -          | 2024-01-10 | 2025-02-01
        {PERSON} | person     | board_member | 2024-01-01 | 2025-01-01 | 2025-02-01 | -
    """,
    )


def test_a_role_entered_twice_is_held_once_and_may_be_held_again_after_it_was_left():
    facts = facts_of(
        company_event=f"""
        event_id | kind         | role | person_key | event_date | known_at
        E1       | role_entered | ceo  | {PERSON}   | 2024-01-01 | 2024-01-01
        E2       | role_entered | ceo  | {PERSON}   | 2024-03-01 | 2024-01-01
        E3       | role_left    | ceo  | {PERSON}   | 2024-05-01 | 2024-01-01
        E4       | role_entered | ceo  | {PERSON}   | 2024-07-01 | 2024-01-01
        E5       | role_left    | ceo  | {PERSON}   | 2023-07-01 | 2024-01-01
    """
    )
    assert_held(
        facts["actor_link"],
        """
        valid_from | valid_to
        2024-01-01 | 2024-05-01
        2024-07-01 | -
    """,
    )


def test_relations_between_actors_are_links_too():
    facts = facts_of(
        actor_relation="""
        operator_id | other_operator_id | relation        | valid_from | valid_to   | known_at
        5560000001  | 5560000002        | service_company | 2024-01-01 | -          | 2024-02-01
        5560000001  | 5560000002        | service_company | 2024-01-01 | 2025-01-01 | 2025-01-10
    """
    )
    assert_held(
        facts["actor_link"],
        """
        actor_id   | other_id   | other_kind | relation        | valid_to   | known_from | known_to
        5560000001 | 5560000002 | actor      | service_company | -          | 2024-02-01 | 2025-01-10
        5560000001 | 5560000002 | actor      | service_company | 2025-01-01 | 2025-01-10 | -
    """,
    )


def test_an_annual_report_is_of_the_last_day_of_its_year():
    facts = facts_of(
        annual_report="""
        fiscal_year_start | fiscal_year_end | filed_at   | equity_sek | known_at
        2024-01-01        | 2024-12-31      | 2025-06-01 | 50000      | 2025-06-03
        2024-01-01        | 2024-12-31      | 2025-06-01 | 40000      | 2025-09-03
    """
    )
    assert_held(
        facts["annual_report"],
        """
        event_date | filed_at   | equity_sek | known_from | known_to
        2024-12-31 | 2025-06-01 | 50000.0    | 2025-06-03 | 2025-09-03
        2024-12-31 | 2025-06-01 | 40000.0    | 2025-09-03 | -
    """,
    )
