"""Inspections that showed a deficiency."""

import polars as pl
import pytest

from tests.sources.facts.text_tables import assert_held, facts_of

FOUND = """
    finding_id | case_no | activity_id | decision_id | severity | responsible_principal | found_at   | known_at
    F1         | C1      | V1          | D1          | 3        | provider              | 2025-06-01 | 2025-06-20
    F2         | C1      | V1          | -           | 1        | provider              | 2025-06-01 | 2025-06-05
"""
VISITS = """
    inspection_id | case_no | activity_id | inspected_at | known_at
    I1            | C1      | V1          | 2025-06-01   | 2025-06-02
    I2            | C1      | V1          | 2025-08-01   | 2025-08-02
    I3            | C2      | V1          | 2025-05-01   | 2025-05-02
"""


def test_an_inspection_has_a_deficiency_while_a_finding_of_it_stands():
    facts = facts_of(
        inspection=VISITS,
        finding=FOUND,
        decision="""
            decision_id | case_no | activity_id | kind         | decided_at | known_at
            D1          | C1      | V1          | order_remedy | 2025-07-01 | 2025-07-02
        """,
        court_event="""
            decision_id | instance | state    | event_date | known_at
            D1          | fr       | annulled | 2025-12-01 | 2025-12-05
        """,
    )
    assert_held(
        facts["inspection"],
        """
        inspection_id | has_deficiency | known_from | known_to
        I1            | false          | 2025-06-02 | 2025-06-20
        I1            | true           | 2025-06-20 | 2025-12-05
        I1            | false          | 2025-12-05 | -
        I2            | false          | 2025-08-02 | -
        I3            | false          | 2025-05-02 | -
    """,
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [(("| 3  ", "| 1  "), False), (("| 3  ", "| 2  "), True), (("provider", "region  "), False)],
)
def test_formal_faults_and_what_a_region_answers_for_are_no_deficiency(change, expected):
    facts = facts_of(inspection=VISITS, finding=FOUND.partition("    F2")[0].replace(*change))
    last = facts["inspection"].filter(pl.col("inspection_id") == "I1", pl.col("known_to").is_null())
    assert last["has_deficiency"].item() is expected
