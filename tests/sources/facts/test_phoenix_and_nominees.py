"""Likenesses to a company that ended, and signs in the roles of a representative."""

import pytest

from tests.sources.facts.role_lines import roles
from tests.sources.facts.text_tables import assert_held, facts_of

NEW, OLD = "5560000001", "5560000019"
P, Q, R = (f"P-0000000000000000000{letter}" for letter in "abc")
OWNED = (f"{OLD} {P} role_entered owner 2015-01-01", f"{NEW} {P} role_entered owner 2024-08-01")
FORMED = f"{NEW} - registered - 2024-08-01"
ENDED = f"{OLD} - bankruptcy_opened - 2024-06-01"
APART = ("Storgatan 1", "Lillgatan 2")


def entries(old, new):
    return f"""
    operator_id | address | postal_code | address_type | formed_at  | valid_from | known_at
    {OLD}       | {old}   | 111 22      | street       | 2015-01-01 | 2015-01-01 | 2015-01-05
    {NEW}       | {new}   | 111 22      | street       | 2024-08-01 | 2024-08-01 | 2024-08-05
    """


def activities(old_site, new_site, form="HVB"):
    return f"""
    activity_id | operator_id | form_code | municipality_code | address    | operating_status | valid_from | known_at
    V1          | {OLD}       | HVB       | 0180              | {old_site} | active           | 2016-01-01 | 2016-01-01
    V1          | {OLD}       | HVB       | 0180              | {old_site} | closed           | 2024-06-10 | 2024-06-12
    V2          | {NEW}       | {form}    | 0180              | {new_site} | active           | 2024-09-01 | 2024-09-03
    """


def signs(*lines, places=APART, **texts):
    found = facts_of(company_event=roles(FORMED, *lines), company=entries(*places), **texts)["phoenix_sign"]
    return found.filter(found["actor_id"] == NEW)


def test_the_same_owner_form_and_house_give_three_signs():
    found = signs(*OWNED, ENDED, activity_version=activities("Ekvägen 3", "EKVÄGEN 3"))
    assert_held(
        found.filter(found["known_to"].is_null()),
        f"""
        other_id | sign   | event_date | known_from
        {OLD}    | person | 2024-08-01 | 2024-08-05
        {OLD}    | form   | 2024-08-01 | 2024-09-03
        {OLD}    | moved  | 2024-08-01 | 2024-09-03
    """,
    )


def test_form_and_house_alone_are_no_sign():
    assert signs(ENDED, activity_version=activities("Ekvägen 3", "Ekvägen 3")).is_empty()


def test_the_address_is_enough_to_look_at_the_rest():
    found = signs(ENDED, places=("Storgatan 1", "Storgatan 1"), activity_version=activities("A 1", "B 2", form="LSS9"))
    assert found["sign"].to_list() == ["address"]


def test_an_activity_that_is_taken_over_has_moved():
    taken = f"""
    activity_id | operator_id | operating_status | valid_from | known_at
    V1          | {OLD}       | active           | 2016-01-01 | 2016-01-01
    V1          | {NEW}       | active           | 2024-09-01 | 2024-09-03
    """
    assert "moved" in signs(*OWNED, ENDED, activity_version=taken)["sign"]


@pytest.mark.parametrize(
    ("sentence", "ended", "is_sign"),
    [
        ("twelve months before", "2023-08-01", True),
        ("more than twelve months before", "2023-07-31", False),
        ("twelve months after", "2025-08-01", True),
        ("more than twelve months after", "2025-08-02", False),
    ],
)
def test_the_other_company_ended_within_a_year_of_the_beginning(sentence, ended, is_sign):
    assert bool(signs(*OWNED, f"{OLD} - struck_off - {ended}").height) is is_sign, sentence


def test_nothing_is_known_before_the_end_is():
    found = signs(*OWNED, f"{OLD} - bankruptcy_opened - 2024-06-01 2025-02-01")
    assert found["known_from"].cast(str).to_list() == ["2025-02-01"]


def test_a_seat_on_the_board_is_not_decisive():
    members = [line.replace(" owner ", " board_member ") for line in OWNED]
    assert signs(*members, ENDED).is_empty()


def test_a_revoked_permit_is_an_end_until_the_revocation_is_annulled():
    decided = f"""
    decision_id | operator_id | kind            | decided_at | known_at
    D1          | {OLD}       | revocation_full | 2024-06-01 | 2024-06-02
    """
    ruled = """
    decision_id | instance | state    | event_date | known_at
    D1          | fr       | annulled | 2025-02-01 | 2025-02-03
    """
    found = signs(*OWNED, decision=decided, court_event=ruled)
    assert found["known_to"].cast(str).to_list() == ["2025-02-03"]


def nominee(sign, *lines, **texts):
    found = facts_of(company_event=roles(*lines), **texts)["nominee_sign"]
    return found.filter(found["sign"].cast(str) == sign)


def test_a_representative_is_sole_while_nobody_else_is():
    found = nominee(
        "sole",
        f"{NEW} {P} role_entered board_member 2020-01-01",
        f"{NEW} {R} role_entered deputy 2020-01-01",
        f"{NEW} {Q} role_entered ceo 2021-01-01",
        f"{NEW} {P} role_left board_member 2022-01-01",
    )
    assert_held(
        found.filter(found["known_to"].is_null()),
        f"""
        other_id | valid_from | valid_to
        {P}      | 2020-01-01 | 2021-01-01
        {Q}      | 2022-01-01 | -
    """,
    )


APPLICATION = f"""
    case_no | operator_id | applied_at | decided_at | outcome | known_at
    C1      | {NEW}       | 2024-06-01 | -          | pending | 2024-06-02
"""


@pytest.mark.parametrize(
    ("sentence", "entered", "is_late"),
    [
        ("ninety days before the application", "2024-03-03", True),
        ("ninety-one days before", "2024-03-02", False),
        ("after the application", "2024-06-02", False),
    ],
)
def test_a_role_entered_shortly_before_an_application(sentence, entered, is_late):
    found = nominee("entered_late", f"{NEW} {P} role_entered ceo {entered}", permit_case=APPLICATION)
    assert [str(day) for day in found["valid_from"]] == (["2024-06-01"] if is_late else []), sentence


def test_a_role_entered_shortly_after_a_formal_report():
    report = f"""
    report_id | kind             | operator_id | subject_type | link_method | received_at | known_at
    R1        | municipal_report | {NEW}       | provider     | orgnr       | 2024-06-01  | 2024-06-05
    """
    found = nominee("entered_late", f"{NEW} {P} role_entered ceo 2024-08-30", report=report)
    assert found.select("valid_from", "known_from").cast(str).rows() == [("2024-08-30", "2024-08-30")]
    assert nominee("entered_late", f"{NEW} {P} role_entered ceo 2024-05-31", report=report).is_empty()


def test_the_first_board_of_a_new_company_was_not_entered_late():
    lines = (f"{NEW} - registered - 2024-05-01", f"{NEW} {P} role_entered ceo 2024-05-01")
    assert nominee("entered_late", *lines, permit_case=APPLICATION).is_empty()


def test_five_other_roles_outside_the_group_are_many():
    others = [f"556000010{number}" for number in range(6)]
    lines = [f"{NEW} {P} role_entered ceo 2020-01-01"]
    lines += [f"{other} {P} role_entered owner 202{place}-01-01" for place, other in enumerate(others)]
    head = "operator_id | status | group_id | valid_from | known_at"
    rows = [f"{other} | active | {'K1' if other == others[0] else '-'} | 2015-01-01 | 2015-01-01" for other in others]
    own = f"{NEW} | active | K1 | 2015-01-01 | 2015-01-01"
    found = nominee("many_roles", *lines, company="\n".join([head, own, *rows]))
    assert found.select("actor_id", "other_id", "valid_from").cast(str).rows() == [(NEW, P, "2025-01-01")]


def test_short_tenures_on_average_over_two_that_ended():
    def past(days):
        return [
            f"{OLD} {P} role_entered ceo 2020-01-01",
            f"{OLD} {P} role_left ceo 2020-04-01",
            f"5560000027 {P} role_entered owner 2021-01-01",
            f"5560000027 {P} role_left owner {days}",
        ]

    now = f"{NEW} {P} role_entered ceo 2023-01-01"
    found = nominee("short_tenures", *past("2021-06-01"), now)
    assert found.select("actor_id", "valid_from").cast(str).rows() == [(NEW, "2023-01-01")]
    assert nominee("short_tenures", *past("2022-12-31"), now).is_empty()
    assert nominee("short_tenures", *past("2021-06-01")[:2], now).is_empty()
