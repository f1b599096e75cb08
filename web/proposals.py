"""Proposed links as an inspector reads them: who stands at each end, what speaks for it, and who has decided what.

Layout is in `terminal/links.py`. What may be shown of an activity is what its row in the lists shows; addresses are
compared and never shown.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sources.linking.predecessors import KIND
from tables.code_lists import labels_of
from tables.serving import Published
from web import wording
from web.predecessors import called

_OF_ACTORS = """
    SELECT actor_id AS id, legal_form, municipality_code FROM core.actor
    WHERE list_contains(?, actor_id) AND known_to IS NULL
"""
_OF_COMPANIES = """
    SELECT actor_id AS id, legal_form, municipality_code, status FROM core.company
    WHERE list_contains(?, actor_id) AND known_to IS NULL AND valid_to IS NULL
"""
_OF_REPORTS = """
    SELECT report_id AS id, kind, event_date, sender_type, sender_municipality FROM core.report
    WHERE list_contains(?, report_id) AND known_to IS NULL AND subject_type = 'provider'
"""
_OF_ACTIVITIES = """
    SELECT activity_id AS id, activity_name, actor_name, form_code, municipality_code FROM marts.ranked_list
    WHERE list_contains(?, activity_id) QUALIFY row_number() OVER (PARTITION BY activity_id ORDER BY as_of DESC) = 1
"""
_PLACES = """
    SELECT activity_id AS id, min(position) AS place FROM marts.ranked_list
    WHERE target = ? AND as_of = (SELECT max(as_of) FROM marts.ranked_list WHERE target = ?) GROUP BY activity_id
    UNION ALL
    SELECT actor_id, min(position) FROM marts.ranked_list
    WHERE target = ? AND as_of = (SELECT max(as_of) FROM marts.ranked_list WHERE target = ?) GROUP BY actor_id
"""
STATES = {
    "open": "väntar",
    "in_force": "gäller",
    "accepted": "godkänt",
    "rejected": "avvisat",
    "withdrawn": "återtaget",
}


@dataclass(frozen=True)
class Step:
    """One step of the waterfall: what was compared, what it showed, and its weight in bits."""

    about: str
    says: str
    bits: float


@dataclass(frozen=True)
class End:
    """One end of a proposal: its key as it is written, its name, and what it is."""

    id: str
    name: str
    what: str


@dataclass(frozen=True)
class Proposal:
    """A proposal as it is shown. A link that holds by a rule has no probability."""

    id: str
    kind: str
    left: End
    right: End
    probability: float | None
    steps: tuple[Step, ...]
    reports: tuple[str, ...]
    since: dt.date
    state: str

    @property
    def strongest(self) -> Step:
        """The step that weighs most, after what any pair begins with."""
        compared = [step for step in self.steps if step.about != "utgångsläge"]
        return max(compared, key=lambda step: step.bits)


def presented(published: Published, rows: Iterable[Mapping[str, Any]]) -> list[Proposal]:
    """Rows of the table of proposals, each with `state`, as they are shown."""
    rows = list(rows)
    between = {str(row[side]) for row in rows if row["kind"] == KIND for side in ("left_id", "right_id")}
    last = max((row["as_of"] for row in rows), default=dt.date.min)
    activities = {each: called(published, each, last) for each in sorted(between)}
    ids = sorted({str(row[side]) for row in rows for side in ("left_id", "right_id")})
    known: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in published.rows(_OF_ACTORS, [ids]).iter_rows(named=True):
        known[row["id"]] = _actor(row)
    for row in published.rows(_OF_COMPANIES, [ids]).iter_rows(named=True):
        known[row["id"]] = f"{_actor(row)}, {labels_of('company_statuses')[row['status']]} i företagsregistret"
    for row in published.rows(_OF_REPORTS, [ids]).iter_rows(named=True):
        known[row["id"]] = _report(row)
    for row in published.rows(_OF_ACTIVITIES, [ids]).iter_rows(named=True):
        known[row["id"]], names[row["id"]] = _activity(row), row["activity_name"] or "namn visas inte"
    return [_proposal(row, known, names | activities) for row in rows]


def places(published: Published, target: str) -> dict[str, int]:
    """The best place of each actor and activity in one list, where it has one."""
    return dict(published.rows(_PLACES, [target] * 4).iter_rows())


def probability(share: float | None) -> str:
    """A probability in words that promise no more than there is: never certain. What a rule says has none."""
    if share is None:
        return "enligt regel"
    if share > 0.99:
        return "över 99 %"
    return "under 1 %" if share < 0.01 else wording.share(share)


def _proposal(row: Mapping[str, Any], known: Mapping[str, str], names: Mapping[str, str]) -> Proposal:
    left, right = (
        _end(str(row[f"{side}_id"]), row[f"{side}_name"], row["kind"], side, known, names) for side in ("left", "right")
    )
    steps = tuple(Step(one["about"], one["says"], float(one["bits"])) for one in json.loads(row["waterfall"]))
    return Proposal(
        row["proposal_id"],
        row["kind"],
        left,
        right,
        None if row["probability"] is None else float(row["probability"]),
        steps,
        tuple(row["reports"]),
        row["since"],
        STATES[row["state"]],
    )


def _end(key: str, name: str | None, kind: str, side: str, known: Mapping[str, str], names: Mapping[str, str]) -> End:
    if kind == KIND:
        return End(key, names[key], "fortsätter den andra" if side == "left" else "föregångare")
    if kind == "report":
        shown = f"Rapport {key}" if side == "left" else names.get(key, "namn visas inte")
        return End(key, shown, known.get(key, wording.UNKNOWN))
    if key.startswith("S-"):
        return End(key, name or wording.UNKNOWN, "okänd aktör, nämnd i rapporter")
    return End(wording.organisation_number(key), name or wording.UNKNOWN, known.get(key, wording.UNKNOWN))


def _actor(row: Mapping[str, Any]) -> str:
    form = labels_of("legal_forms").get(row["legal_form"], wording.UNKNOWN)
    return ", ".join(part for part in (form, _municipality(row["municipality_code"])) if part)


def _report(row: Mapping[str, Any]) -> str:
    sender = _municipality(row["sender_municipality"]) or labels_of("sender_types").get(row["sender_type"], "")
    return f"{labels_of('report_kinds')[row['kind']]} {row['event_date']}, från {sender}"


def _activity(row: Mapping[str, Any]) -> str:
    parts = (labels_of("forms").get(row["form_code"]), _municipality(row["municipality_code"]), row["actor_name"])
    return ", ".join(part for part in parts if part)


def _municipality(code: str | None) -> str:
    return "" if code is None else labels_of("municipalities").get(code, code)
