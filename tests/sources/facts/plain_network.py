"""The facts about the network as plain loops over what was known on one day: slow, and easy to hold against rules.

Every function takes rows (dicts) that were known on a day and answers for that day; only what tests compare is here.
"""

import datetime as dt
import itertools
import re
from collections import defaultdict

from tables.code_lists import code_list, codes_of
from tables.months import add_months

STRENGTHS = ("owner", "decisive", "board")
WEIGHTS = {"owner": 100, "decisive": 100, "board": 70, "address": 30}
FAR = dt.date(9999, 12, 31)
ROLES = {row["code"]: row for row in code_list("roles").iter_rows(named=True)}
SHARED = {row["code"] for row in code_list("address_types").iter_rows(named=True) if row["is_shared"] == "1"}


def covers(row, day):
    """Whether what has `valid_from` and `valid_to` holds on the day."""
    return row["valid_from"] <= day < (row["valid_to"] or FAR)


def runs(rows, key, same):
    """Rows that follow day upon day and agree in `same`, joined; the rows of one key never overlap."""
    found = []
    for row in sorted(rows, key=lambda row: (*(row[name] for name in key), row["valid_from"])):
        last = found[-1] if found else None
        agrees = last and all(last[name] == row[name] for name in (*key, *same))
        if agrees and last["valid_to"] == row["valid_from"]:
            last["valid_to"] = row["valid_to"]
        else:
            found.append({**row})
    return found


def roles(events, known, valid):
    """(actor, person, role) held on a day of validity, by the events registered by a day of knowledge."""
    latest = {}
    for row in sorted(events, key=lambda row: (row["known_at"], row["source_row"])):
        if row["known_at"] <= known:
            latest[row["event_id"]] = row
    held = {}
    moves = [
        row for row in latest.values() if row["kind"] in ("role_entered", "role_left") and row["event_date"] <= valid
    ]
    for row in sorted(moves, key=lambda row: (row["event_date"], row["kind"] == "role_entered")):
        held[row["operator_id"], row["person_key"], row["role"]] = row["kind"] == "role_entered"
    return {key for key, is_held in held.items() if is_held}


def moves(versions):
    """(actor, other, relation, day) of activities that changed hands, from both sides."""
    found = set()
    for activity in {row["activity_id"] for row in versions}:
        own = sorted((row for row in versions if row["activity_id"] == activity), key=lambda row: row["valid_from"])
        for before, after in itertools.pairwise(own):
            one, other, day = after["actor_id"], before["actor_id"], after["valid_from"]
            if one != other:
                found |= {(one, other, "activity_from", day), (other, one, "activity_to", day)}
    return found


def stays(links, *, strongest=3):
    """Persons of circles by actor: unbroken time with the strongest role in it, as (actor, person, place, from, to)."""
    held = defaultdict(list)
    for link in links:
        if link["other_kind"] == "person" and ROLES[link["relation"]]["in_circle"] == "1":
            place = STRENGTHS.index(ROLES[link["relation"]]["link"])
            if place < strongest:
                held[link["actor_id"], link["other_id"]].append((link["valid_from"], link["valid_to"] or FAR, place))
    found = []
    for (actor, person), roles in held.items():
        joined = []
        for start, end, place in sorted(roles):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]), min(place, joined[-1][2]))
            else:
                joined.append((start, end, place))
        found += [(actor, person, place, start, None if end == FAR else end) for start, end, place in joined]
    return found


def house(row):
    """The address as it is compared; nothing for boxes, offices for hire and protected ones."""
    if row["address"] is None or row["address_type"] in SHARED:
        return None
    digits = re.sub("[^0-9]", "", row["postal_code"] or "")
    return f"{' '.join(re.sub('[^a-zåäö0-9]+', ' ', row['address'].lower()).split())} {digits}" if digits else None


def addresses(companies):
    """Unbroken time of each company in one group and house."""
    rows = [row | {"place": house(row), "group": row["group_id"] or row["actor_id"]} for row in companies if house(row)]
    return runs(rows, ["actor_id"], ["group", "place"])


def shared_persons(links, companies, public, day):
    """(actor, other, group of the other, person, link) of the shared persons that held on the day."""
    there = [stay[:3] for stay in stays(links) if covers({"valid_from": stay[3], "valid_to": stay[4]}, day)]
    entry = {row["actor_id"]: row for row in companies if covers(row, day)}
    found = set()
    for one, person, own in there:
        for other, same, their in there:
            if one == other or person != same or one not in entry or other not in entry or other in public:
                continue
            groups = [entry[each]["group_id"] or each for each in (one, other)]
            if entry[other]["status"] == "active" and groups[0] != groups[1]:
                found.add((one, other, groups[1], person, STRENGTHS[min(own, their)]))
    return found


def shared_addresses(companies, day):
    """(actor, other, group of the other) of the addresses shared on the day."""
    there = [row for row in companies if covers(row, day) and row["status"] == "active" and house(row)]
    found = set()
    for one in there:
        for other in there:
            groups = [row["group_id"] or row["actor_id"] for row in (one, other)]
            if house(one) == house(other) and groups[0] != groups[1] and one["actor_id"] != other["actor_id"]:
                found.add((one["actor_id"], other["actor_id"], groups[1]))
    return found


def grave(events, decisions, cases):
    """(actor, kind, day) of bankruptcies and final sanctions."""
    found = {(row["actor_id"], "bankruptcy", row["event_date"]) for row in events if row["kind"] == "bankruptcy_opened"}
    for row in decisions:
        is_grave = row["effect_class"] in ("ban", "revocation") and row["kind"] != "interim_ban"
        if is_grave and row["legal_state"] == "final" and row["actor_id"]:
            found.add((row["actor_id"], "sanction", row["event_date"]))
    for row in cases:
        is_refused = row["outcome"] == "refused" and row["ground"] in ("suitability", "economy")
        if row["attribution"] == "own" and is_refused and row["is_final"] and row["event_date"]:
            found.add((row["actor_id"], "sanction", row["event_date"]))
    return found


def linked_events(links, found, day):
    """(actor, other, kind, day of it, person, link, weight, own role, other role, the four days) through persons."""
    best = {}
    people = stays(links)
    for other, kind, happened in found:
        for there, person, their, start, end in people:
            left = end is not None and add_months(end, 12) < happened
            if there != other or start > happened or (left and kind == "bankruptcy"):
                continue
            for one, same, own, since, until in people:
                if same != person or one == other or not since <= day < (until or FAR):
                    continue
                link = STRENGTHS[min(own, their)]
                weight = WEIGHTS[link] // (2 if left else 1)
                way = (link, weight, STRENGTHS[own], STRENGTHS[their], since, until, start, end)
                key = (one, other, kind, happened, person)
                if key not in best or _better(way, best[key]):
                    best[key] = way
    return {(*key, *way) for key, way in best.items()}


def _better(way, other):
    """Weightiest first, then by the link's name backwards, then the earliest here and there."""
    mine, theirs = (way[1], way[0]), (other[1], other[0])
    return mine > theirs or (mine == theirs and (way[4], way[6]) < (other[4], other[6]))


def linked_addresses(links, found, companies, through_persons, day):
    """(actor, other, kind, day of it) of events at the actor's address, beside another link."""
    related = {(row[0], row[1], row[2], row[3]) for row in through_persons}
    for link in links:
        if link["other_kind"] == "actor" and link["relation"] in codes_of("relations") and covers(link, day):
            for one, other in ((link["actor_id"], link["other_id"]), (link["other_id"], link["actor_id"])):
                related |= {(one, other, kind, at) for who, kind, at in found if who == other and one != other}
    placed, answer = addresses(companies), set()
    for one, other, kind, happened in related:
        here = {row["place"] for row in placed if row["actor_id"] == one and covers(row, day)}
        for row in placed:
            lately = row["valid_to"] is None or add_months(row["valid_to"], 12) >= happened
            if row["actor_id"] == other and row["place"] in here and row["valid_from"] <= happened and lately:
                answer.add((one, other, kind, happened))
    return answer


def phoenix_signs(links, events, decisions, companies, spans, versions, day):
    """(actor, other, sign, day it began, day the other ended) of the likenesses known on the day."""
    begun = _begun(events, companies, spans)
    ended = {
        (row["actor_id"], row["event_date"]) for row in events if row["kind"] in ("bankruptcy_opened", "struck_off")
    }
    ended |= {
        (row["actor_id"], row["event_date"])
        for row in decisions
        if row["effect_class"] == "revocation" and row["effect"] == "in_force" and row["actor_id"]
    }
    people = [(who, key, since, until) for who, key, _, since, until in stays(links, strongest=2)]
    placed = [(row["actor_id"], row["place"], row["valid_from"], row["valid_to"]) for row in addresses(companies)]
    near = {"person": _alike(begun, ended, people), "address": _alike(begun, ended, placed)}
    pairs = near["person"] | near["address"]
    ran = [(row["actor_id"], row["form_code"], row["valid_from"], row["valid_to"]) for row in spans]
    same = [(row["actor_id"], row["activity_id"], row["valid_from"], row["valid_to"]) for row in spans]
    sites = [
        (
            row["actor_id"],
            (row["municipality_code"], row["form_code"], row["address"]),
            row["valid_from"],
            row["valid_to"],
        )
        for row in versions
        if row["is_open"] and not row["address_protected"] and row["address"]
    ]
    near["form"] = _alike(begun, ended, ran) & pairs
    near["moved"] = (_alike(begun, ended, same) | _alike(begun, ended, sites)) & pairs
    first = {}
    for sign, found in near.items():
        for one, other, began, over in found:
            key = (one, other, sign)
            if over <= day and (began, over) < first.get(key, (FAR, FAR)):
                first[key] = (began, over)
    return {(*key, *days) for key, days in first.items()}


def _begun(events, companies, spans):
    known = {row["actor_id"] for row in companies}
    formed = defaultdict(list)
    for row in events:
        if row["kind"] == "registered":
            formed[row["actor_id"]].append((0, row["event_date"]))
    for row in companies:
        if row["formed_at"]:
            formed[row["actor_id"]].append((1, row["formed_at"]))
    found = {(actor, min(days)[1]) for actor, days in formed.items() if actor in known}
    for actor in {row["actor_id"] for row in spans}:
        found.add((actor, min(row["valid_from"] for row in spans if row["actor_id"] == actor)))
    return found


def _alike(begun, ended, held):
    """(actor, other, began, ended) where the other lately had what the actor soon had, and the days are near."""
    found = set()
    for other, over in ended:
        for one, began in begun:
            if one == other or not add_months(began, -12) <= over <= add_months(began, 12):
                continue
            lately = {
                value
                for who, value, since, until in held
                if who == other and since <= over and (until is None or until >= add_months(over, -12))
            }
            soon = {
                value
                for who, value, since, until in held
                if who == one and since <= add_months(began, 12) and (until is None or until > began)
            }
            if lately & soon:
                found.add((one, other, began, over))
    return found
