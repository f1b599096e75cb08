"""Labels: known from when a look was judged, ended by a court, and never the region's."""

from tests.sources.facts.text_tables import assert_held, facts_of

SITE = """
    activity_id | operator_id | valid_from | known_at
    V1          | 5560000001  | 2020-01-01 | 2020-01-01
"""
CASE = """
    case_no | origin | activity_id | opened_at  | known_at
    A1      | tip    | V1          | 2024-01-10 | 2024-01-11
"""
VISIT = """
    inspection_id | case_no | activity_id | inspected_at | on_site | known_at
    I1            | A1      | V1          | 2024-02-01   | true    | 2024-02-03
"""
ORDER = """
    decision_id | case_no | activity_id | kind         | decided_at | known_at
    D1          | A1      | V1          | order_remedy | 2024-04-01 | 2024-04-05
"""
COURT = """
    decision_id | instance | state              | event_date | known_at
    D1          | fr       | appealed           | 2024-05-01 | 2024-05-02
    D1          | fr       | inhibition_granted | 2024-05-10 | 2024-05-11
    D1          | fr       | annulled           | 2024-09-01 | 2024-09-04
"""


def of_label(facts, label, source="inspection"):
    return facts["outcome"].filter(label=label, source=source)


def test_an_outcome_is_unknown_until_decided_and_ends_when_a_court_annuls_it():
    facts = facts_of(activity_version=SITE, supervision_case=CASE, inspection=VISIT, decision=ORDER, court_event=COURT)
    assert_held(
        of_label(facts, "Q"),
        """
        outcome_id | activity_id | origin | event_date | outcome | known_from | known_to
        I1         | V1          | tip    | 2024-02-01 | 1.0     | 2024-04-05 | 2024-09-04
        I1         | V1          | tip    | 2024-02-01 | 0.0     | 2024-09-04 | -
    """,
    )


def test_a_case_that_is_closed_without_a_decision_showed_nothing():
    closed = CASE.replace("known_at", "closed_at  | known_at").replace("2024-01-11", "-          | 2024-01-11")
    closed += "    A1      | tip    | V1          | 2024-01-10 | 2024-06-01 | 2024-06-03\n"
    facts = facts_of(activity_version=SITE, supervision_case=closed, inspection=VISIT)
    assert_held(of_label(facts, "Q"), "outcome_id | outcome | known_from | known_to\nI1 | 0.0 | 2024-06-03 | -")


def test_without_a_verdict_there_is_no_outcome():
    assert facts_of(activity_version=SITE, supervision_case=CASE, inspection=VISIT)["outcome"].is_empty()


def test_a_serious_finding_counts_once_a_decision_states_it_and_never_when_it_is_the_regions():
    finding = """
        finding_id | case_no | decision_id | activity_id | area   | severity | scope | responsible_principal | found_at   | known_at
        F1         | A1      | D1          | V1          | safety | 3        | 1     | {}                    | 2024-02-01 | 2024-04-05
    """  # noqa: E501
    criticism = ORDER.replace("order_remedy", "criticism")
    for principal, outcome, points in (("provider", "1.0", "20.0"), ("region", "0.0", "0.0")):
        facts = facts_of(
            activity_version=SITE,
            supervision_case=CASE,
            inspection=VISIT,
            decision=criticism,
            finding=finding.format(principal),
        )
        assert_held(of_label(facts, "Q"), f"outcome | known_from\n{outcome} | 2024-04-05")
        assert_held(of_label(facts, "points"), f"outcome | known_from\n{points} | 2024-04-05")


def test_a_decision_before_the_visit_is_not_what_the_visit_led_to():
    early = ORDER.replace("2024-04-01", "2024-01-20").replace("2024-04-05", "2024-01-22")
    facts = facts_of(activity_version=SITE, supervision_case=CASE, inspection=VISIT, decision=early)
    assert facts["outcome"].is_empty()


def test_a_visit_that_was_not_on_site_is_no_look_at_quality():
    facts = facts_of(
        activity_version=SITE, supervision_case=CASE, inspection=VISIT.replace("true", "false"), decision=ORDER
    )
    assert of_label(facts, "Q").is_empty()
    assert of_label(facts, "W")["outcome"].to_list() == [0.0]


def test_a_permit_revoked_on_suitability_is_an_outcome_of_crime_and_on_quality_is_not():
    revoked = """
        decision_id | case_no | activity_id | kind            | ground | decided_at | known_at
        D1          | A1      | V1          | revocation_full | {}     | 2024-04-01 | 2024-04-05
    """
    for ground, number in (("conditions_26_3_4", 1), ("quality", 0)):
        facts = facts_of(activity_version=SITE, supervision_case=CASE, decision=revoked.format(ground))
        assert of_label(facts, "W", "decision").height == number


def test_a_complaint_is_an_outcome_while_it_is_held_to_be_confirmed():
    report = """
        report_id | kind      | activity_id | subject_type | link_method | received_at | known_at
        R1        | complaint | V1          | provider     | id          | 2024-02-01  | 2024-02-02
    """
    events = """
        report_id | state         | event_date | known_at
        R1        | substantiated | 2024-05-01 | 2024-05-03
        R1        | cleared       | 2024-08-01 | 2024-08-02
    """
    facts = facts_of(activity_version=SITE, report=report, report_event=events)
    assert_held(
        of_label(facts, "complaint", "report"),
        "outcome_id | event_date | outcome | known_from | known_to\nR1 | 2024-02-01 | 1.0 | 2024-05-03 | 2024-08-02",
    )
