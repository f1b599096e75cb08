"""Decisions in court, and what findings give: law 19 and law 10."""

import pytest

from tests.sources.facts.text_tables import assert_held, facts_of

REVOKED = """
    decision_id | operator_id | kind            | decided_at | known_at
    D1          | 5560000001  | revocation_full | 2025-06-01 | 2025-06-03
"""
SITE = """
    activity_id | operator_id | valid_from | known_at
    V1          | 5560000001  | 2020-01-01 | 2020-01-01
"""


def test_a_revoked_permit_under_inhibition_is_suspended_from_the_day_the_court_is_known():
    facts = facts_of(
        decision=REVOKED,
        court_event="""
        decision_id | instance | state              | event_date | known_at
        D1          | fr       | appealed           | 2025-06-10 | 2025-06-12
        D1          | fr       | inhibition_granted | 2025-07-01 | 2025-07-05
    """,
    )
    assert_held(
        facts["decision"],
        """
        decision_id | effect_class | legal_state | effect    | known_from | known_to
        D1          | revocation   | decided     | in_force  | 2025-06-03 | 2025-06-12
        D1          | revocation   | appealed    | in_force  | 2025-06-12 | 2025-07-05
        D1          | revocation   | inhibition  | suspended | 2025-07-05 | -
    """,
    )


@pytest.mark.parametrize(
    ("sentence", "events", "state", "effect"),
    [
        ("no event in court", [], "decided", "in_force"),
        ("an appeal alone suspends nothing", ["fr appealed 10"], "appealed", "in_force"),
        ("inhibition suspends", ["fr appealed 10", "fr inhibition_granted 11"], "inhibition", "suspended"),
        (
            "inhibition the same day as the appeal",
            ["fr inhibition_granted 10", "fr appealed 10"],
            "inhibition",
            "suspended",
        ),
        (
            "refused inhibition leaves it appealed",
            ["fr appealed 10", "fr inhibition_refused 11"],
            "appealed",
            "in_force",
        ),
        (
            "a higher court lifts the inhibition",
            ["fr inhibition_granted 10", "kr inhibition_refused 12"],
            "appealed",
            "in_force",
        ),
        (
            "an appeal against the inhibition does not lift it",
            ["fr inhibition_granted 10", "kr appealed 12"],
            "inhibition",
            "suspended",
        ),
        (
            "granted after having been refused",
            ["fr inhibition_refused 10", "fr inhibition_granted 12"],
            "inhibition",
            "suspended",
        ),
        ("upheld ends the inhibition", ["fr inhibition_granted 10", "fr upheld 15"], "upheld", "in_force"),
        ("amended stands as amended", ["fr appealed 10", "fr amended 15"], "upheld", "in_force"),
        ("appealed again after a ruling", ["fr upheld 15", "kr appealed 17"], "appealed", "in_force"),
        ("annulled", ["fr appealed 10", "fr annulled 15"], "annulled", "annulled"),
        (
            "an annulment that becomes final is still an annulment",
            ["fr annulled 15", "fr final 18"],
            "annulled",
            "annulled",
        ),
        (
            "the inspectorate's appeal does not bring an annulled decision back",
            ["fr annulled 15", "kr appealed 17"],
            "annulled",
            "annulled",
        ),
        ("a higher court does", ["fr annulled 15", "kr appealed 17", "kr upheld 20"], "upheld", "in_force"),
        ("final", ["fr upheld 15", "fr final 18"], "final", "in_force"),
        ("of two courts on one day the higher decides", ["kr upheld 15", "fr annulled 15"], "upheld", "in_force"),
    ],
)
def test_the_legal_state_follows_what_happened_last_in_court(sentence, events, state, effect):
    lines = ["decision_id | instance | state | event_date | known_at"]
    lines += [f"D1 | {court} | {what} | 2025-06-{day} | 2025-06-{day}" for court, what, day in map(str.split, events)]
    last = facts_of(decision=REVOKED, court_event="\n".join(lines))["decision"].row(-1, named=True)
    assert (last["legal_state"], last["effect"]) == (state, effect), sentence


def test_an_earlier_step_that_becomes_known_late_does_not_turn_the_state_back():
    facts = facts_of(
        decision=REVOKED,
        court_event="""
        decision_id | instance | state              | event_date | known_at
        D1          | fr       | inhibition_granted | 2025-07-01 | 2025-07-05
        D1          | fr       | appealed           | 2025-06-10 | 2025-08-01
    """,
    )
    assert_held(
        facts["decision"],
        """
        legal_state | known_from | known_to
        decided     | 2025-06-03 | 2025-07-05
        inhibition  | 2025-07-05 | -
    """,
    )


def test_a_ruling_registered_before_its_day_holds_from_its_day():
    facts = facts_of(
        decision=REVOKED,
        court_event="""
        decision_id | instance | state | event_date | known_at
        D1          | fr       | final | 2025-09-01 | 2025-08-20
    """,
    )
    assert_held(
        facts["decision"],
        """
        legal_state | known_from | known_to
        decided     | 2025-06-03 | 2025-09-01
        final       | 2025-09-01 | -
    """,
    )


def test_a_decision_without_a_stated_operator_belongs_to_who_ran_the_activity_that_day():
    facts = facts_of(
        activity_version="""
            activity_id | operator_id | valid_from | known_at
            V1          | 5560000001  | 2020-01-01 | 2020-01-01
            V1          | 5560000002  | 2025-06-02 | 2025-06-02
        """,
        decision="""
            decision_id | activity_id | decided_at | known_at
            D1          | V1          | 2025-06-01 | 2025-06-03
            D2          | V1          | 2025-06-02 | 2025-06-03
        """,
    )
    assert_held(
        facts["decision"],
        """
        decision_id | actor_id
        D1          | 5560000001
        D2          | 5560000002
    """,
    )


@pytest.mark.parametrize(
    ("severity", "scope", "points"),
    [
        (1, 3, 0),
        (2, 1, 4),
        (2, 2, 8),
        (2, 3, 16),
        (3, 1, 20),
        (3, 2, 35),
        (3, 3, 45),
        (4, 1, 50),
        (4, 2, 100),
        (4, 3, 150),
    ],
)
def test_points_follow_the_grid_of_severity_and_scope(severity, scope, points):
    facts = facts_of(
        finding=f"""
        finding_id | area     | severity   | scope   | found_at   | known_at
        F1         | staffing | {severity} | {scope} | 2025-06-01 | 2025-06-01
    """
    )
    assert facts["finding"]["points"].to_list() == [points]


def test_a_fault_in_the_form_of_documentation_gives_four_points_at_most():
    facts = facts_of(
        finding="""
        finding_id | area                 | severity | scope | found_at   | known_at
        F1         | documentation_formal | 1        | 1     | 2025-06-01 | 2025-06-01
        F2         | documentation_formal | 4        | 3     | 2025-06-01 | 2025-06-01
    """
    )
    assert facts["finding"]["points"].to_list() == [0, 4]


def test_the_regions_findings_do_not_count():
    facts = facts_of(
        finding="""
        finding_id | responsible_principal | found_at   | known_at
        F1         | region                | 2025-06-01 | 2025-06-01
        F2         | municipality          | 2025-06-01 | 2025-06-01
        F3         | provider              | 2025-06-01 | 2025-06-01
        F4         | shared                | 2025-06-01 | 2025-06-01
    """
    )
    assert facts["finding"]["counts"].to_list() == [False, True, True, True]


def test_a_finding_stops_counting_while_its_decision_is_suspended_and_when_it_is_annulled():
    facts = facts_of(
        decision=REVOKED,
        finding="""
            finding_id | decision_id | activity_id | found_at   | known_at
            F1         | D1          | V1          | 2025-05-01 | 2025-05-02
        """,
        court_event="""
            decision_id | instance | state              | event_date | known_at
            D1          | fr       | inhibition_granted | 2025-07-01 | 2025-07-05
            D1          | fr       | upheld             | 2025-08-01 | 2025-08-02
            D1          | kr       | annulled           | 2025-10-01 | 2025-10-04
        """,
        activity_version=SITE,
    )
    assert_held(
        facts["finding"],
        """
        actor_id   | effect     | counts | known_from | known_to
        5560000001 | -          | true   | 2025-05-02 | 2025-06-03
        5560000001 | decided    | true   | 2025-06-03 | 2025-07-05
        5560000001 | inhibition | false  | 2025-07-05 | 2025-08-02
        5560000001 | upheld     | true   | 2025-08-02 | 2025-10-04
        5560000001 | annulled   | false  | 2025-10-04 | -
    """,
    )


def test_an_inspection_says_why_its_case_was_opened_from_when_that_is_known():
    facts = facts_of(
        inspection="""
            inspection_id | case_no | activity_id | inspected_at | known_at
            I1            | C1      | V1          | 2025-06-01   | 2025-06-02
        """,
        supervision_case="""
            case_no | origin | opened_at  | known_at
            C1      | tip    | 2025-05-01 | 2025-06-10
        """,
        activity_version=SITE,
    )
    assert_held(
        facts["inspection"],
        """
        inspection_id | origin | actor_id   | event_date | known_from | known_to
        I1            | -      | 5560000001 | 2025-06-01 | 2025-06-02 | 2025-06-10
        I1            | tip    | 5560000001 | 2025-06-01 | 2025-06-10 | -
    """,
    )


def test_a_measure_has_no_day_until_it_is_checked():
    facts = facts_of(
        measure="""
        measure_id | decision_id | activity_id | planned_at | checked_at | result    | known_at
        M1         | D1          | V1          | 2025-06-01 | -          | -         | 2025-05-01
        M1         | D1          | V1          | 2025-06-01 | 2025-09-01 | no_effect | 2025-09-02
    """
    )
    assert_held(
        facts["measure"],
        """
        measure_id | event_date | result    | known_from | known_to
        M1         | -          | -         | 2025-05-01 | 2025-09-02
        M1         | 2025-09-01 | no_effect | 2025-09-02 | -
    """,
    )
