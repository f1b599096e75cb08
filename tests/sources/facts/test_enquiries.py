"""What became of enquiries, and how providers' own inquiries were judged."""

import polars as pl

from sources.facts.knowledge import merged
from tests.sources.facts.text_tables import assert_held, facts_of


def test_an_enquiry_is_converted_when_a_formal_report_of_its_matter_came_within_ninety_days():
    facts = facts_of(
        report="""
        report_id | matter_id | kind              | enquiry_class | received_at | known_at
        E1        | M1        | enquiry_municipal | information   | 2025-01-01  | 2025-01-02
        E2        | M2        | enquiry_municipal | question      | 2025-01-01  | 2025-01-02
        E3        | -         | enquiry_municipal | both          | 2025-01-01  | 2025-01-02
        E4        | M4        | enquiry_municipal | both          | 2025-01-01  | 2025-01-02
        R1        | M1        | municipal_report  | -             | 2025-04-01  | 2025-04-10
        R2        | M2        | municipal_report  | -             | 2025-04-02  | 2025-04-10
        R4        | M4        | tip               | -             | 2025-01-05  | 2025-01-05
    """
    )
    conversion = merged(facts["report"].sort("known_from"), ["report_id", "enquiry_class", "is_converted"])
    assert_held(
        conversion.sort("report_id", "known_from"),
        """
        report_id | enquiry_class | is_converted | known_from | known_to
        E1        | information   | false        | 2025-01-02 | 2025-04-10
        E1        | information   | true         | 2025-04-10 | -
        E2        | question      | false        | 2025-01-02 | -
        E3        | both          | false        | 2025-01-02 | -
        E4        | both          | false        | 2025-01-02 | -
        R1        | -             | -            | 2025-04-10 | -
        R2        | -             | -            | 2025-04-10 | -
        R4        | -             | -            | 2025-01-05 | -
    """,
    )


def test_a_report_that_is_cleared_is_still_what_the_enquiry_became():
    facts = facts_of(
        report="""
        report_id | matter_id | kind              | received_at | known_at
        E1        | M1        | enquiry_municipal | 2025-01-01  | 2025-01-02
        R1        | M1        | municipal_report  | 2025-02-01  | 2025-02-02
    """,
        report_event="""
        report_id | state   | event_date | known_at
        R1        | cleared | 2025-06-01 | 2025-06-02
    """,
    )
    last = facts["report"].filter(pl.col("report_id") == "E1", pl.col("known_to").is_null())
    assert last.select("is_converted", "counts").row(0) == (True, True)


def test_that_an_inquiry_fell_short_stands_whatever_was_handed_in_later():
    facts = facts_of(
        report="""
        report_id | kind      | received_at | known_at
        R1        | lex_sarah | 2025-01-01  | 2025-01-02
        R2        | lex_sarah | 2025-01-01  | 2025-01-02
    """,
        report_event="""
        report_id | state            | inquiry              | event_date | known_at
        R1        | investigating    | completion_requested | 2025-02-01 | 2025-02-05
        R1        | closed_no_action | sufficient           | 2025-03-01 | 2025-03-05
        R2        | closed_no_action | sufficient           | 2025-03-01 | 2025-03-05
    """,
    )
    assert_held(
        facts["report"],
        """
        report_id | state            | inquiry              | known_from | known_to
        R1        | received         | -                    | 2025-01-02 | 2025-02-05
        R1        | investigating    | completion_requested | 2025-02-05 | 2025-03-05
        R1        | closed_no_action | completion_requested | 2025-03-05 | -
        R2        | received         | -                    | 2025-01-02 | 2025-03-05
        R2        | closed_no_action | sufficient           | 2025-03-05 | -
    """,
    )
