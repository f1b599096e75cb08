"""Deliveries `report_event` and `link`: what became of reports, and links that a person decided.

Reports themselves are in `reports.py`.
"""

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Flags, Ints, Rng, Texts, chance, dates, numbered, pick, where
from sources.synthetic.population import Population

#: Share of each kind that is looked into at all, and how long it takes on average.
_INVESTIGATED = {
    "tip": 0.35,
    "complaint": 0.6,
    "lex_sarah": 0.95,
    "municipal_report": 0.9,
    "enquiry_municipal": 0.15,
    "authority_signal": 0.8,
    "child_line": 0.5,
}
#: How the inspectorate judges the provider's own inquiry in lex Sarah, where the case was looked into.
_INQUIRIES = {"sufficient": 0.74, "cause_not_identified": 0.13, "measures_insufficient": 0.13}
_COMPLETED = 0.12
#: How often a municipality says what became of a complaint that it got back, what it then says, and after how long.
_TOLD, _TOLD_OUTCOMES, _TOLD_AFTER = 0.45, {"unsubstantiated": 0.5, "substantiated": 0.3, "closed_no_action": 0.2}, 75
_ROLES = ("utredare", "registrator", "inspektor")


def event_rows(rng: Rng, population: Population, reports: pl.DataFrame, known_at: pl.Series) -> pl.DataFrame:
    """Investigations begun, outcomes, and clearings that came later still."""
    kind, n = reports["kind"].to_numpy(), reports.height
    arrived = known_at.cast(pl.Int32).to_numpy().astype(np.int64)
    share = reports["kind"].replace_strict(_INVESTIGATED, return_dtype=pl.Float64).to_numpy()
    looked = chance(rng, share, n)
    begun = arrived + rng.integers(1, 30, n)
    ruled = begun + 10 + rng.exponential(110, n).astype(np.int64)
    outcome = _outcomes(rng, population, reports, kind)
    closed = ~looked & chance(rng, 0.7, n)
    late_clearing = looked & (outcome == "substantiated") & chance(rng, 0.04, n)
    back = (kind == "complaint") & ~looked & chance(rng, 0.3, n)
    pieces = [
        (looked, np.full(n, "investigating"), begun),
        (looked & (ruled < NEVER), outcome, ruled),
        (closed & ~back, np.full(n, "closed_no_action"), begun + rng.integers(5, 90, n)),
        (back, np.full(n, "returned_to_municipality"), begun),
        (late_clearing, np.full(n, "cleared"), ruled + rng.integers(60, 300, n)),
    ]
    ids = numbered("R", n, width=7)
    judged = _inquiries(rng, population, reports, kind)
    nothing = pl.Series(np.full(n, None), dtype=pl.String)
    inquiry = [where(chance(rng, _COMPLETED, n) & (kind == "lex_sarah"), np.full(n, "completion_requested")), judged]
    parts = [
        _events(rng, ids, *piece, inquiry[place] if place < len(inquiry) else nothing)
        for place, piece in enumerate(pieces)
    ]
    apart = rng.spawn(1)[0]
    return pl.concat([*parts, _events(apart, ids, *_told_back(apart, back, begun), nothing)])


def _events(rng: Rng, ids: pl.Series, happened: Flags, state: Texts, day: Ints, inquiry: pl.Series) -> pl.DataFrame:
    """A state of the reports that came to it, known some days after."""
    return pl.DataFrame(
        {
            "report_id": ids,
            "state": state,
            "inquiry": inquiry,
            "event_date": dates(day),
            "known_at": dates(day + rng.integers(0, 12, len(day))),
        }
    ).filter(pl.Series(happened, dtype=pl.Boolean))


def _told_back(rng: Rng, back: Flags, begun: Ints) -> tuple[Flags, Texts, Ints]:
    """What municipalities said of complaints they got back. Drawn apart, so that no other draw moves."""
    n = len(back)
    day = begun + 10 + rng.exponential(_TOLD_AFTER, n).astype(np.int64)
    return back & chance(rng, _TOLD, n), pick(rng, _TOLD_OUTCOMES, n), day


def _outcomes(rng: Rng, population: Population, reports: pl.DataFrame, kind: Texts) -> Texts:
    """Whether what was reported held: likelier where the risk is real."""
    risk = np.clip(population.of_activity("risk")[reports["activity"].to_numpy()], -3, 2.6)
    base = np.where(np.isin(kind, ["municipal_report", "lex_sarah"]), 0.6, 0.35)
    n = len(kind)
    held = chance(rng, np.clip(base + 0.13 * risk, 0.03, 0.97), n)
    not_held = np.where(
        chance(rng, 0.55, n), "unsubstantiated", np.where(chance(rng, 0.3, n), "cleared", "closed_no_action")
    )
    return np.where(held, "substantiated", not_held)


def _inquiries(rng: Rng, population: Population, reports: pl.DataFrame, kind: Texts) -> pl.Series:
    """What was said of the provider's own inquiry when a lex Sarah case was closed: worse where care is."""
    n, risk = len(kind), np.clip(population.of_activity("risk")[reports["activity"].to_numpy()], -3, 2.6)
    judged = pick(rng, _INQUIRIES, n)
    judged = np.where(chance(rng, np.clip(0.08 * risk, 0, 0.3), n), "cause_not_identified", judged)
    return where(kind == "lex_sarah", judged)


def link_rows(rng: Rng, population: Population, reports: pl.DataFrame, known_at: pl.Series) -> pl.DataFrame:
    """For proposals by name, and some reports without link: what a person decided later."""
    link, n = reports["link"].to_numpy(), reports.height
    provider = ~reports["individual"].to_numpy() & ~reports["unlicensed"].to_numpy()
    decided = provider & (((link == "name_proposal") & chance(rng, 0.7, n)) | ((link == "none") & chance(rng, 0.3, n)))
    chosen = np.flatnonzero(decided)
    activity, day = reports["activity"].to_numpy()[chosen], reports["day"].to_numpy()[chosen]
    made = known_at.cast(pl.Int32).to_numpy().astype(np.int64)[chosen] + rng.integers(15, 160, len(chosen))
    operator = population.operators["operator_id"].gather(population.operator_on(activity, day))
    return pl.DataFrame(
        {
            "link_id": numbered("L", len(chosen)),
            "report_id": numbered("R", n, width=7).gather(chosen),
            "operator_id": operator,
            "activity_id": where(
                chance(rng, 0.9, len(chosen)), numbered("V", population.activities.height).gather(activity)
            ),
            "decided_by_role": np.array(_ROLES)[rng.integers(0, len(_ROLES), len(chosen))],
            "decided_at": dates(made),
            "known_at": dates(made + rng.integers(0, 3, len(chosen))),
        }
    )
