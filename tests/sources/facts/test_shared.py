"""Other companies with a person or the address in common, and what grave things happened in them."""

import pytest

from tests.sources.facts.role_lines import roles
from tests.sources.facts.text_tables import assert_held, facts_of

A, B, C = "5560000001", "5560000019", "5560000027"
P, Q = "P-0000000000000000000a", "P-0000000000000000000b"
BOTH = (f"{A} {P} role_entered board_member 2020-01-01", f"{B} {P} role_entered owner 2021-01-01")
HEAD = "operator_id | status | group_id | address | postal_code | address_type | valid_from | known_at"


def entry(actor, *, status="active", group="-", address="Storgatan 1", kind="street", since="2015-01-01", known=None):
    return f"{actor} | {status} | {group} | {address} | 111 22 | {kind} | {since} | {known or since}"


def company(*lines):
    return "\n".join([HEAD, *lines])


TWO = company(entry(A), entry(B, address="Lillgatan 2"))


def shared(*lines, entries=TWO, **texts):
    return facts_of(company_event=roles(*lines), company=entries, **texts)["shared_person"]


def test_a_person_in_two_circles_is_shared_while_in_both_and_seen_from_both():
    left = f"{A} {P} role_left board_member 2024-01-01"
    found = shared(*BOTH, left)
    assert_held(
        found.filter(found["known_to"].is_null()),
        f"""
        actor_id | other_id | other_group | via_person | link  | valid_from | valid_to
        {A}      | {B}      | {B}         | {P}        | owner | 2021-01-01 | 2024-01-01
        {B}      | {A}      | {A}         | {P}        | owner | 2021-01-01 | 2024-01-01
    """,
    )


def test_it_is_known_no_earlier_than_either_role():
    late = f"{B} {P} role_entered owner 2021-01-01 2025-06-01"
    assert set(shared(BOTH[0], late)["known_from"].cast(str)) == {"2025-06-01"}


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("the other company is not active", entry(B, status="struck_off")),
        ("they are of one group", entry(B, group="K1")),
        ("the other is not in the company register", ""),
    ],
)
def test_what_is_not_shared(sentence, other):
    found = shared(*BOTH, entries=company(entry(A, group="K1"), *([other] if other else [])))
    assert A not in found["actor_id"], sentence


def test_an_auditor_and_a_publicly_owned_company_are_left_out():
    assert shared(BOTH[0], f"{B} {P} role_entered auditor 2021-01-01").is_empty()
    public = f"""
    operator_id | operator_type | known_at
    {B}         | municipal     | 2015-01-01
    """
    assert shared(*BOTH, operator=public)["actor_id"].to_list() == [B]


def test_the_sharing_ends_when_the_other_company_goes_dormant():
    entries = company(entry(A), entry(B), entry(B, status="dormant", since="2023-01-01", known="2023-02-01"))
    found = shared(*BOTH, entries=entries)
    assert_held(
        found.filter(found["actor_id"] == A),
        """
        valid_from | valid_to   | known_from | known_to
        2021-01-01 | -          | 2021-01-01 | 2023-02-01
        2021-01-01 | 2023-01-01 | 2023-02-01 | -
    """,
    )


def at_one_address(*entries):
    return facts_of(company=company(*entries))["shared_address"]


def test_companies_at_one_address_however_it_is_written():
    assert_held(
        at_one_address(
            entry(A), entry(B, address="STORGATAN  1", since="2020-01-01"), entry(C, address="Storgatan 11")
        ),
        f"""
        actor_id | other_id | other_group | valid_from | valid_to | known_from
        {A}      | {B}      | {B}         | 2020-01-01 | -        | 2020-01-01
        {B}      | {A}      | {A}         | 2020-01-01 | -        | 2020-01-01
    """,
    )


@pytest.mark.parametrize("kind", ["box", "care_of", "office_hotel", "accountant", "municipal"])
def test_only_street_addresses_are_compared(kind):
    assert at_one_address(entry(A), entry(B, kind=kind)).is_empty()


def test_one_group_and_companies_that_are_not_active_are_left_out_of_the_address_too():
    assert at_one_address(entry(A, group="K1"), entry(B, group="K1")).is_empty()
    assert at_one_address(entry(A), entry(B, status="dormant")).is_empty()


def linked(*lines, entries="", **texts):
    tables = {"company": entries} if entries else {}
    return facts_of(company_event=roles(*lines), **tables, **texts)["linked_event"]


BANKRUPT = f"{B} - bankruptcy_opened - 2024-06-01"


@pytest.mark.parametrize(
    ("sentence", "left", "reaches"),
    [
        ("still there", None, True),
        ("left twelve months before", "2023-06-01", True),
        ("left more than twelve months before", "2023-05-31", False),
    ],
)
def test_a_bankruptcy_reaches_who_was_there_within_a_year(sentence, left, reaches):
    gone = [f"{B} {P} role_left owner {left}"] if left else []
    assert (A in linked(*BOTH, *gone, BANKRUPT)["actor_id"]) is reaches, sentence


def test_a_bankruptcy_before_the_person_came_is_no_matter():
    assert linked(*BOTH, f"{B} - bankruptcy_opened - 2020-12-31").is_empty()


def test_an_event_is_held_while_the_person_is_in_the_actors_circle():
    lines = (*BOTH, BANKRUPT, f"{A} {P} role_left board_member 2025-03-01")
    assert_held(
        linked(*lines),
        f"""
        actor_id | other_id | kind       | link  | weight | via_person | event_date | known_from | known_to
        {A}      | {B}      | bankruptcy | owner | 100    | {P}        | 2024-06-01 | 2024-06-01 | 2025-03-01
    """,
    )


REFUSED = f"""
    case_no | operator_id | outcome | ground  | applied_at | decided_at | final_at   | known_at
    C1      | {B}         | refused | economy | 2024-01-01 | 2024-06-01 | 2024-07-01 | 2024-06-02
"""
ON_BOARDS = tuple(f"{actor} {P} role_entered board_member 2020-01-01" for actor in (A, B))


def test_a_refusal_reaches_from_when_it_is_final_at_the_weight_of_the_link():
    assert_held(
        linked(*ON_BOARDS, permit_case=REFUSED),
        f"""
        actor_id | other_id | kind     | link  | weight | event_date | known_from
        {A}      | {B}      | sanction | board | 70     | 2024-06-01 | 2024-07-01
    """,
    )


def test_it_weighs_half_where_the_person_had_left_eighteen_months_before():
    left = f"{B} {P} role_left board_member 2022-12-01"
    assert linked(*ON_BOARDS, left, permit_case=REFUSED)["weight"].to_list() == [35]


@pytest.mark.parametrize(("what", "into"), [("economy", "insight"), ("refused", "granted"), ("2024-07-01", "-")])
def test_what_is_no_sanction(what, into):
    assert linked(*ON_BOARDS, permit_case=REFUSED.replace(what, into)).is_empty()


@pytest.mark.parametrize(("kind", "reaches"), [("revocation_full", True), ("ban", True), ("interim_ban", False)])
def test_a_final_revocation_or_ban_is_a_sanction_until_it_is_annulled(kind, reaches):
    decided = f"""
    decision_id | operator_id | kind   | decided_at | known_at
    D1          | {B}         | {kind} | 2024-06-01 | 2024-06-02
    """
    ruled = """
    decision_id | instance | state    | event_date | known_at
    D1          | fr       | final    | 2024-08-01 | 2024-08-03
    D1          | hfd      | annulled | 2025-02-01 | 2025-02-03
    """
    found = linked(*ON_BOARDS, decision=decided, court_event=ruled)
    runs = found.select("known_from", "known_to").cast(str).rows()
    assert runs == ([("2024-08-03", "2025-02-03")] if reaches else [])


def test_an_address_counts_only_beside_another_link():
    entries = company(entry(A), entry(B))
    assert linked(entries=entries, permit_case=REFUSED).is_empty()
    found = linked(*ON_BOARDS, entries=entries, permit_case=REFUSED)
    assert_held(
        found,
        f"""
        actor_id | link    | weight | via_person
        {A}      | board   | 70     | {P}
        {A}      | address | 30     | -
    """,
    )
    related = f"""
    operator_id | other_operator_id | relation        | valid_from | known_at
    {B}         | {A}               | service_company | 2020-01-01 | 2020-01-01
    """
    found = facts_of(company=entries, permit_case=REFUSED, actor_relation=related)["linked_event"]
    assert found["weight"].to_list() == [30]


def test_two_persons_give_two_rows_and_nobody_is_linked_to_themselves():
    lines = [*ON_BOARDS, *(f"{actor} {Q} role_entered ceo 2020-01-01" for actor in (A, B))]
    found = linked(*lines, permit_case=REFUSED)
    assert found.select("actor_id", "via_person", "weight").rows() == [(A, P, 70), (A, Q, 100)]
