"""The fast facts about the network are those of plain loops, on small random registers and any day of knowledge."""

import datetime as dt
from random import Random

import polars as pl
import pytest

from sources.facts.registry import FACT_RULES
from tables.code_lists import codes_of
from tables.contracts import deliveries
from tests.sources.facts import plain_network as plain

ACTORS = tuple(f"55600000{number:02d}" for number in (1, 19, 27, 35, 43))
PERSONS = tuple("P-" + letter * 20 for letter in "abc")
DAYS = [dt.date(2022, 1, 1) + dt.timedelta(days=61 * step) for step in range(20)]
WANTED = (
    "actor", "activity_version", "company", "actor_link", "permit_case", "decision", "company_event", "activity_span",
    "shared_person", "shared_address", "linked_event", "phoenix_sign",
)  # fmt: skip


def register(seed):
    """Deliveries in which the same few companies, persons, houses and days meet again and again."""
    draw = Random(seed)
    day, actor = (lambda: draw.choice(DAYS)), (lambda: draw.choice(ACTORS))
    kinds = ["role_entered"] * 6 + ["role_left"] * 3 + ["bankruptcy_opened", "struck_off", "registered"]
    rows = {
        "operator": [
            {"operator_id": each, "operator_type": draw.choice(["private"] * 5 + ["municipal"])} for each in ACTORS
        ],
        "company_event": [
            {"event_id": f"E{draw.randrange(20)}", "operator_id": actor(), "person_key": draw.choice(PERSONS),
             "kind": draw.choice(kinds), "role": draw.choice(codes_of("roles")), "event_date": day()}
            for _ in range(22)
        ],
        "company": [
            {"operator_id": actor(), "status": draw.choice(["active"] * 4 + ["struck_off"]), "valid_from": day(),
             "address": draw.choice(["Storgatan 1", "STORGATAN  1", "Lillgatan 2"]), "postal_code": "111 22",
             "address_type": draw.choice(["street"] * 5 + ["box"]), "group_id": draw.choice([None, None, None, "K1"]),
             "formed_at": draw.choice([None, day()])}
            for _ in range(9)
        ],
        "actor_relation": [
            {"operator_id": actor(), "other_operator_id": actor(), "relation": draw.choice(codes_of("relations")),
             "valid_from": day()}
            for _ in range(3)
        ],
        "activity_version": [
            {"activity_id": f"V{draw.randrange(3)}", "operator_id": actor(), "valid_from": day(),
             "form_code": draw.choice(["HVB", "LSS9"]), "address": draw.choice(["A 1", "B 2"]),
             "address_protected": False, "municipality_code": "0180",
             "operating_status": draw.choice(["active", "active", "closed"])}
            for _ in range(6)
        ],
        "decision": [
            {"decision_id": f"D{number}", "operator_id": actor(), "kind": "revocation_full", "decided_at": day()}
            for number in range(2)
        ],
        "court_event": [
            {"decision_id": f"D{draw.randrange(2)}", "instance": "fr", "state": draw.choice(["final", "annulled"]),
             "event_date": day()}
        ],
        "permit_case": [
            {"case_no": f"C{number}", "operator_id": actor(), "outcome": draw.choice(["refused", "granted"]),
             "ground": "economy", "applied_at": DAYS[0], "decided_at": day(), "final_at": day()}
            for number in range(3)
        ],
    }  # fmt: skip
    return {table: frame(deliveries()[table], draw, each) for table, each in rows.items()}


def frame(contract, draw, rows):
    """The rows as one landed file, each registered on some day."""
    columns = contract.columns()
    whole = [
        {name: None if column.nullable else contract.notes(name)["example"] for name, column in columns.items()}
        | row
        | {"known_at": draw.choice(DAYS), "ledger_id": "0" * 16, "source_row": line}
        for line, row in enumerate(rows, start=2)
    ]
    return contract.validate(
        pl.DataFrame(whole, schema={name: each.dtype for name, each in columns.items()}), cast=True
    )


def derived(delivered):
    frames = {}
    for rule in FACT_RULES:
        if rule.contract.table in WANTED:
            read = [
                frames[each] if each in frames else delivered.get(each.table, each.create_empty())
                for each in rule.reads
            ]
            frames[rule.contract] = rule.derive(*read)
    return {contract.table: rows for contract, rows in frames.items()}


@pytest.fixture(scope="module", params=range(25))
def delivered(request):
    return register(request.param)


@pytest.fixture(scope="module")
def facts(delivered):
    return derived(delivered)


def known(rows, day):
    held = rows.filter(pl.col("known_from") <= day, pl.col("known_to").is_null() | (day < pl.col("known_to")))
    return list(held.iter_rows(named=True))


def told(rows, *columns):
    return {tuple(row[name] for name in columns) for row in rows}


def test_links_by_role_group_house_and_moved_activity(delivered, facts):
    events = list(delivered["company_event"].iter_rows(named=True))
    for day in DAYS[::3]:
        links, companies = known(facts["actor_link"], day), known(facts["company"], day)
        moved = [row for row in links if row["source"] == "activity_version"]
        expected = plain.moves(known(facts["activity_version"], day))
        assert told(moved, "actor_id", "other_id", "relation", "valid_from") == expected
        for valid in DAYS[::3]:
            now = [row for row in links if plain.covers(row, valid)]
            held = [row for row in now if row["other_kind"] == "person"]
            assert told(held, "actor_id", "other_id", "relation") == plain.roles(events, day, valid)
            entries = [row for row in companies if plain.covers(row, valid)]
            active = [row for row in entries if row["status"] == "active"]
            assert together(now, "group") == parted({row["actor_id"]: row["group_id"] for row in entries})
            assert together(now, "address") == parted({row["actor_id"]: plain.house(row) for row in active})


def test_a_takeover_is_seen_from_both_sides(facts):
    rows = list(facts["actor_link"].iter_rows(named=True))
    days = ("valid_from", "valid_to", "known_from", "known_to")
    over = told((row for row in rows if row["relation"] == "takeover"), "actor_id", "other_id", *days)
    by = told((row for row in rows if row["relation"] == "taken_over_by"), "other_id", "actor_id", *days)
    assert by == {row for row in over if row[0] != row[1]}


def together(links, kind):
    """Who is linked to one group or house, as sets."""
    return parted({row["actor_id"]: row["other_id"] for row in links if row["other_kind"] == kind})


def parted(belongs):
    """Actors by what they belong to, without its name."""
    return {frozenset(who for who, of in belongs.items() if of == one) for one in belongs.values() if one is not None}


def test_shared_persons_and_addresses(facts):
    for day in DAYS[::3]:
        links, companies = known(facts["actor_link"], day), known(facts["company"], day)
        public = {row["actor_id"] for row in known(facts["actor"], day) if row["operator_type"] == "municipal"}
        for valid in DAYS[::4]:
            persons = [row for row in known(facts["shared_person"], day) if plain.covers(row, valid)]
            columns = ("actor_id", "other_id", "other_group", "via_person", "link")
            assert told(persons, *columns) == plain.shared_persons(links, companies, public, valid)
            there = [row for row in known(facts["shared_address"], day) if plain.covers(row, valid)]
            assert told(there, "actor_id", "other_id", "other_group") == plain.shared_addresses(companies, valid)


def test_events_one_hop_away_with_the_way_to_them(facts):
    for day in DAYS[::2]:
        links, companies = known(facts["actor_link"], day), known(facts["company"], day)
        found = plain.grave(*(known(facts[name], day) for name in ("company_event", "decision", "permit_case")))
        rows = known(facts["linked_event"], day)
        event = ("actor_id", "other_id", "kind", "event_date")
        way = ("link", "weight", "own_role", "other_role", "own_from", "own_to", "other_from", "other_to")
        expected = plain.linked_events(links, found, day)
        by_person = [row for row in rows if row["link"] != "address"]
        assert told(by_person, *event, "via_person", *way) == expected
        at_address = [row for row in rows if row["link"] == "address"]
        assert told(at_address, *event) == plain.linked_addresses(links, found, companies, expected, day)


def test_likenesses_to_companies_that_ended(facts):
    names = ("actor_link", "company_event", "decision", "company", "activity_span", "activity_version")
    for day in DAYS[::2]:
        expected = plain.phoenix_signs(*(known(facts[name], day) for name in names), day)
        found = told(known(facts["phoenix_sign"], day), "actor_id", "other_id", "sign", "event_date", "ended_at")
        assert found == expected


def test_the_registers_are_not_empty():
    seen = [derived(register(seed)) for seed in range(6)]
    for name in ("shared_person", "shared_address", "linked_event", "phoenix_sign"):
        assert sum(facts[name].height for facts in seen) > 10, name
