"""A register where much happens and much becomes known late: for what must hold whatever the facts are."""

import datetime as dt
import random

from tests.learning.small_world import ACTOR, T, activity, complaint, order, world

FORMS, AREAS = ("HVB", "STODB", "SABO"), ("staffing", "safety", "documentation_formal")
_STATES = ("investigating", "substantiated", "unsubstantiated", "cleared")


def busy(seed, n=60):
    """Facts of `n` activities over four years; every kind of row is known up to three years after it happened."""
    rng = random.Random(seed)
    names = [f"V{number:03}" for number in range(n)]
    versions = [activity(name, rng.choice(FORMS), rng.choice(("0180", "0114")), f"T-{name}") for name in names]
    seen = [{"inspection_id": f"I{number}", **_somewhere(rng, names)} for number in range(4 * n)]
    decisions, findings, measures, outcomes = [], [], [], []
    for number, visit in enumerate(seen):
        day, same = visit["event_date"], {"activity_id": visit["activity_id"], "actor_id": visit["actor_id"]}
        outcomes.append({**visit, "label": "Q", "source": "inspection", "outcome_id": visit["inspection_id"],
                         "outcome": float(rng.random() < 0.4)})  # fmt: skip
        if rng.random() < 0.3:
            continue
        findings.append({"finding_id": f"F{number}", "case_no": f"case-D{number}", "decision_id": f"D{number}",
                         "area": rng.choice(AREAS), "severity": rng.randint(1, 4), "event_date": day,
                         "responsible_principal": rng.choice(("provider", "provider", "region")),
                         **same, **_late(rng, day)})  # fmt: skip
        kind = rng.choice((("order_remedy", "order"), ("criticism", "none"), ("ban", "ban")))
        decisions.append({**order(f"D{number}", visit["activity_id"], str(day)), "kind": kind[0],
                          "effect_class": kind[1], **_late(rng, day)})  # fmt: skip
        measures += _measure(rng, f"M{number}", f"D{number}", visit["activity_id"], day)
    reports = [row for number in range(3 * n) for row in _report(rng, f"R{number}", names)]
    permits = [_permit(rng, name, place) for place, name in enumerate(names)]
    cases = [_case(rng, number, n) for number in range(2 * n)]
    return world(
        activity_version=versions, inspection=seen, decision=decisions, finding=findings, measure=measures,
        outcome=outcomes, report=reports, permit=permits, permit_case=cases,
        municipality=[{"municipality_code": "0180", "municipality_name": "A", "skr_group": "A1"}],
    )  # fmt: skip


def _day(rng):
    return T - dt.timedelta(days=rng.randint(0, 1500))


def _late(rng, day):
    """Known some time after the day, and now and then found wrong later."""
    begin = day + dt.timedelta(days=rng.choice((0, 200, 1000)))
    return {"known_from": begin, "known_to": begin + dt.timedelta(days=300) if rng.random() < 0.2 else None}


def _somewhere(rng, names):
    place, day = rng.randrange(len(names)), _day(rng)
    return {"activity_id": names[place], "actor_id": ACTOR.format(place % 40), "event_date": day, **_late(rng, day)}


def _measure(rng, name, of, activity_id, day):
    """A measure as it was planned, and as it was once it had been checked."""
    planned, checked = day + dt.timedelta(days=60), day + dt.timedelta(days=rng.randint(80, 400))
    common = {"measure_id": name, "decision_id": of, "activity_id": activity_id, "planned_at": planned}
    result, told = rng.choice(("effect", "done", "not_done")), checked + dt.timedelta(days=rng.choice((0, 500)))
    return [
        {**common, "known_from": day, "known_to": told},
        {**common, "event_date": checked, "result": result, "known_from": told},
    ]


def _report(rng, name, names):
    sent, day = rng.choice(("returned_to_municipality", "received")), _day(rng)
    states = [(str(day), sent), (str(day + dt.timedelta(days=rng.randint(1, 500))), rng.choice(_STATES))]
    more = {"activity_id": rng.choice([*names, None]), "kind": rng.choice(("complaint", "tip"))}
    return complaint(name, str(day), *states, **more)


def _permit(rng, name, place):
    day = _day(rng)
    common = {"permit_no": f"T-{name}", "actor_id": ACTOR.format(place % 40), "form_code": "HVB"}
    return {**common, "activity_id": rng.choice((name, None)), "event_date": day, **_late(rng, day)}


def _case(rng, number, n):
    day, who = _day(rng), ACTOR.format(rng.randrange(n) % 40)
    return {"case_no": f"K{number}", "actor_id": who, "applicant_id": who, "kind": "new", "event_date": day,
            "attribution": rng.choice(("own", "circle")), "outcome": rng.choice(("granted", "refused")),
            "ground": rng.choice(("insight", "economy", "quality")), **_late(rng, day)}  # fmt: skip
