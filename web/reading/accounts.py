"""What each score is made of, in words, from documents: the answer to `web.explanation.accounts`."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from indicators.definition import Level
from indicators.registry import catalogue
from indicators.scoring.score import FLOOR
from tables import marts
from web import explanation
from web.explanation import Account, Contribution
from web.freshness import Freshness
from web.reading import figures, sentences
from web.reading.rows import named
from web.reading.store import Store

_BEHIND = ("value", "y", "exposure", "peer_median", "peer_n", "missing_reason")
_NOTHING = dict.fromkeys(_BEHIND)
Key = tuple[str, str]


def accounts(store: Store, activity_ids: Sequence[str], as_of: dt.date, fresh: Freshness) -> dict[Key, Account]:
    """Activity and target → everything that makes up the score, strongest first."""
    adding = named(marts.Contribution, figures.made_of(store, marts.Contribution, activity_ids, as_of))
    scores = {
        (row["activity_id"], row["target"]): row
        for row in named(marts.Score, figures.made_of(store, marts.Score, activity_ids, as_of))
    }
    actors = list(dict.fromkeys(row["actor_id"] for row in scores.values()))
    values = {
        (level, row["entity_id"], row["indicator_id"]): row
        for level, ids in (("activity", activity_ids), ("actor", actors))
        for row in figures.value_rows(store, level, ids, as_of)
    }
    sides: dict[Key, dict[str, list[Contribution]]] = {}
    for row in sorted(adding, key=lambda row: (row["target"], row["activity_id"], row["order"])):
        key = (row["activity_id"], row["target"])
        entity = scores[key]["actor_id"] if row["level"] == Level.ACTOR.value else row["activity_id"]
        behind = values.get((row["level"], entity, row["indicator_id"]), _NOTHING)
        side, told = _contribution(row | {name: behind[name] for name in _BEHIND}, scores[key], fresh)
        sides.setdefault(key, {}).setdefault(side, []).append(told)
    return {key: Account(**{side: tuple(held) for side, held in found.items()}) for key, found in sides.items()}


def _contribution(row: dict[str, Any], score: Mapping[str, Any], fresh: Freshness) -> tuple[str, Contribution]:
    known = catalogue().get(row["indicator_id"])
    row["score"], row["kind"] = score["score"], sentences.kind(row, FLOOR)
    row["text"] = "" if row["kind"] == "neutral" else sentences.text(row, known)
    row["explanations"] = " ".join(known.explanations) if known else ""
    row["cleared_by"] = known.cleared_by if known else ""
    return explanation.SIDES[row["kind"]], explanation.contribution(row, fresh)


ANSWERS: Mapping[str, Callable[..., Any]] = {"accounts": accounts}
