"""Reports: clearing (law 2), one matter one count, links by identifier, actors unknown to the register."""

import datetime as dt

import polars as pl
import pytest

from tests.sources.facts.text_tables import assert_held, facts_of

SITE = """
    activity_id | operator_id | valid_from | known_at
    V1          | 5560000001  | 2020-01-01 | 2020-01-01
"""
TIP = """
    report_id | kind | link_method | activity_id | subject_type | received_at | known_at
    R1        | tip  | id          | V1          | provider     | 2025-03-01  | 2025-03-02
"""


def test_a_cleared_report_stops_counting_from_when_that_is_known_and_not_before():
    facts = facts_of(
        activity_version=SITE,
        report=TIP,
        report_event="""
        report_id | state   | event_date | known_at
        R1        | cleared | 2025-05-01 | 2025-05-10
    """,
    )
    assert_held(
        facts["report"],
        """
        report_id | state    | counts | actor_id   | known_from | known_to
        R1        | received | true   | 5560000001 | 2025-03-02 | 2025-05-10
        R1        | cleared  | false  | 5560000001 | 2025-05-10 | -
    """,
    )


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("received", True),
        ("investigating", True),
        ("substantiated", True),
        ("unsubstantiated", False),
        ("closed_no_action", False),
        ("cleared", False),
        ("returned_to_municipality", True),
    ],
)
def test_which_states_count(state, counts):
    events = f"""
        report_id | state   | event_date | known_at
        R1        | {state} | 2025-05-01 | 2025-05-10
    """
    last = facts_of(report=TIP, report_event=events)["report"].row(-1, named=True)
    assert (last["state"], last["counts"]) == (state, counts)


def test_an_earlier_state_that_becomes_known_late_does_not_reopen_a_cleared_report():
    facts = facts_of(
        report=TIP,
        report_event="""
        report_id | state         | event_date | known_at
        R1        | cleared       | 2025-05-01 | 2025-05-10
        R1        | investigating | 2025-04-01 | 2025-06-01
    """,
    )
    assert facts["report"]["state"].to_list() == ["received", "cleared"]


def test_cleared_on_the_day_it_was_opened_is_cleared():
    facts = facts_of(
        report=TIP,
        report_event="""
        report_id | state         | event_date | known_at
        R1        | cleared       | 2025-05-01 | 2025-05-01
        R1        | investigating | 2025-05-01 | 2025-05-01
    """,
    )
    assert facts["report"]["state"].to_list() == ["received", "cleared"]


def test_a_report_about_an_individual_never_counts_and_is_linked_to_nobody():
    facts = facts_of(
        activity_version=SITE,
        report="""
        report_id | link_method | activity_id | operator_id | unknown_actor | subject_type | received_at | known_at
        R1        | id          | V1          | 5560000001  | Anna Exempel  | individual   | 2025-03-01  | 2025-03-02
    """,
    )
    assert_held(
        facts["report"],
        """
        report_id | counts | actor_id | activity_id
        R1        | false  | -        | -
    """,
    )
    assert facts["actor"].is_empty()


def test_of_one_matter_the_most_formal_report_counts_from_when_it_is_known():
    facts = facts_of(
        report="""
        report_id | matter_id | kind              | received_at | known_at
        R1        | M1        | enquiry_municipal | 2025-03-01  | 2025-03-01
        R2        | M1        | tip               | 2025-04-01  | 2025-04-01
        R3        | M1        | municipal_report  | 2025-05-01  | 2025-05-01
    """
    )
    assert_held(
        facts["report"],
        """
        report_id | counts | known_from | known_to
        R1        | true   | 2025-03-01 | 2025-04-01
        R1        | false  | 2025-04-01 | 2025-05-01
        R1        | false  | 2025-05-01 | -
        R2        | true   | 2025-04-01 | 2025-05-01
        R2        | false  | 2025-05-01 | -
        R3        | true   | 2025-05-01 | -
    """,
    )


def test_when_the_formal_report_is_cleared_the_tip_of_the_matter_counts_again():
    facts = facts_of(
        report="""
            report_id | matter_id | kind             | received_at | known_at
            R1        | M1        | tip              | 2025-03-01  | 2025-03-01
            R2        | M1        | municipal_report | 2025-05-01  | 2025-05-01
        """,
        report_event="""
            report_id | state   | event_date | known_at
            R2        | cleared | 2025-06-01 | 2025-06-01
        """,
    )
    assert_held(
        facts["report"],
        """
        report_id | state    | counts | known_from | known_to
        R1        | received | true   | 2025-03-01 | 2025-05-01
        R1        | received | false  | 2025-05-01 | 2025-06-01
        R1        | received | true   | 2025-06-01 | -
        R2        | received | true   | 2025-05-01 | 2025-06-01
        R2        | cleared  | false  | 2025-06-01 | -
    """,
    )


def test_of_equally_formal_reports_the_first_received_counts_then_the_smallest_key():
    facts = facts_of(
        report="""
        report_id | matter_id | kind | received_at | known_at
        R1        | M1        | tip  | 2025-03-02  | 2025-03-02
        R2        | M1        | tip  | 2025-03-01  | 2025-03-02
        R3        | M1        | tip  | 2025-03-01  | 2025-03-02
        R4        | -         | tip  | 2025-03-01  | 2025-03-02
        R5        | -         | tip  | 2025-03-01  | 2025-03-02
    """
    )
    assert facts["report"].filter("counts")["report_id"].to_list() == ["R2", "R4", "R5"]


def test_a_report_about_an_individual_hides_no_other_report_of_the_matter():
    facts = facts_of(
        report="""
        report_id | matter_id | kind             | subject_type | received_at | known_at
        R1        | M1        | tip              | provider     | 2025-03-02  | 2025-03-02
        R2        | M1        | municipal_report | individual   | 2025-03-02  | 2025-03-02
    """
    )
    assert facts["report"]["counts"].to_list() == [True, False]


@pytest.mark.parametrize(
    ("method", "is_linked"),
    [
        ("id", True),
        ("permit_no", True),
        ("diarienummer", True),
        ("org_unit", True),
        ("orgnr", True),
        ("decided", True),
        ("name_proposal", False),
        ("none", False),
    ],
)
def test_only_identifiers_and_decisions_link(method, is_linked):
    text = f"""
        report_id | link_method | activity_id | operator_id | subject_type | received_at | known_at
        R1        | {method}    | V1          | 5560000001  | provider     | 2025-03-01  | 2025-03-02
    """
    row = facts_of(report=text)["report"].row(0, named=True)
    assert (row["actor_id"], row["activity_id"]) == (("5560000001", "V1") if is_linked else (None, None))


def test_a_decided_link_moves_a_report_from_when_the_link_is_known():
    facts = facts_of(
        activity_version=SITE,
        report="""
            report_id | link_method   | activity_id | subject_type | received_at | known_at
            R1        | name_proposal | V9          | provider     | 2025-03-01  | 2025-03-02
        """,
        link="""
            link_id | report_id | activity_id | decided_at | known_at
            L1      | R1        | V1          | 2025-04-01 | 2025-04-03
        """,
    )
    assert_held(
        facts["report"],
        """
        activity_id | actor_id   | link_method   | known_from | known_to
        -           | -          | name_proposal | 2025-03-02 | 2025-04-03
        V1          | 5560000001 | decided       | 2025-04-03 | -
    """,
    )


def test_the_link_decided_last_holds():
    facts = facts_of(
        report=TIP,
        link="""
        link_id | report_id | operator_id | decided_at | known_at
        L1      | R1        | 5560000009  | 2025-04-01 | 2025-04-03
        L2      | R1        | 5560000008  | 2025-05-01 | 2025-05-03
    """,
    )
    assert facts["report"]["actor_id"].to_list() == [None, "5560000009", "5560000008"]


def test_an_unknown_actor_gets_a_stub_however_its_name_is_written():
    facts = facts_of(
        report="""
        report_id | link_method | unknown_actor   | subject_type | received_at | known_at
        R1        | none        | Omsorg Alfa AB  | provider     | 2025-03-01  | 2025-03-02
        R2        | none        | OMSORG  ALFA AB | provider     | 2025-04-01  | 2025-04-02
        R3        | none        | Beta            | provider     | 2025-04-01  | 2025-04-02
        R4        | none        | - . -           | provider     | 2025-04-01  | 2025-04-02
    """
    )
    first, second, third, fourth = facts["report"]["actor_id"]
    assert first == second != third
    assert fourth is None
    assert facts["actor"].select("actor_id", "id_type", "actor_name", "legal_form").sort("actor_id").rows() == [
        (stub, "stub", None, "OKAND") for stub in sorted([first, third])
    ]
    assert facts["actor"].filter(pl.col("actor_id") == first)["known_from"].to_list() == [dt.date(2025, 3, 2)]


def test_a_decided_link_moves_a_report_from_the_stub_to_the_real_actor():
    facts = facts_of(
        report="""
            report_id | link_method | unknown_actor | subject_type | received_at | known_at
            R1        | none        | Omsorg Alfa   | provider     | 2025-03-01  | 2025-03-02
        """,
        link="""
            link_id | report_id | operator_id | decided_at | known_at
            L1      | R1        | 5560000001  | 2025-04-01 | 2025-04-03
        """,
    )
    stub, real = facts["report"].sort("known_from")["actor_id"]
    assert stub.startswith("S-")
    assert real == "5560000001"


@pytest.mark.parametrize(
    ("grounds", "flags"),
    [
        ("unlicensed", (True, False, False)),
        ("unsuitable", (False, True, False)),
        ("serious_deficiency", (False, False, True)),
        ("serious_deficiency|unlicensed", (True, False, True)),
        ("legacy", (False, False, False)),
        ("-", (False, False, False)),
    ],
)
def test_grounds_become_flags(grounds, flags):
    text = f"""
        report_id | grounds   | received_at | known_at
        R1        | {grounds} | 2026-03-01  | 2026-03-02
    """
    row = facts_of(report=text)["report"].select("is_unlicensed", "is_unsuitable", "is_serious_deficiency").row(0)
    assert row == flags
