"""What to think of the figures that are watched: each question, its limit, and what is said when it is passed.

Nothing here changes a result: people look, and explain or correct. Limits that the method notes give are theirs (a
stability index of 0.1, a share not updated of 10 %); the others were set with the first register and are looked at
again with the profile. See `docs/explanation/monitors.md`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import polars as pl

from indicators.drift import FEWEST, LOOK
from indicators.evaluation.agreement import stability_index
from indicators.evaluation.hit_rates import Cause, Drift
from indicators.monitors import BY_MUNICIPALITY
from indicators.scoring.trend_words import quiet
from indicators.watching import FIELDS, SCORE_STEPS
from tables.code_lists import codes_of, labels_of

#: The inspectorate's own aim for what municipalities notify: 20 per cent in 2024, 10 per cent in 2025.
STALE_AIM = 0.10
#: Above this a list hardly renews itself.
SAME_MOST = 0.80
#: Above this the choices and the inspectors part too often; below so many opinions nothing is said.
OVERRIDDEN_MOST, OPINIONS_LEAST = 0.30, 10
#: Above this, or with this much more than in the run before, too many reports find no one.
UNLINKED_MOST, MORE = 0.20, 0.05
#: How much more often than in the run before a field may be empty.
EMPTIER = 0.10


@dataclass(frozen=True)
class Watched:
    """What the questions are put to.

    Attributes:
        day: the day.
        now: rows of `marts.Monitor` of the day.
        before: those of the latest day of the run before; empty without one.
        drifts: target → what is said of its hits.
    """

    day: dt.date
    now: pl.DataFrame
    before: pl.DataFrame
    drifts: Mapping[str, Drift] = field(default_factory=dict)

    def pairs(self, prefix: str) -> list[tuple[str, str, int, float, float | None]]:
        """Monitor, denominator, n, share and the share before, of monitors by the beginning of their name, sorted."""
        own = self.now.filter(pl.col("monitor_id").str.starts_with(prefix)).drop_nulls("value")
        held = self.before.select("monitor_id", "denominator", before="value")
        joined = own.join(held, on=["monitor_id", "denominator"], how="left").sort("monitor_id", "denominator")
        return list(joined.select("monitor_id", "denominator", "n", "value", "before").iter_rows())


@dataclass(frozen=True)
class Question:
    """One thing that is watched: its name as a check, what it asks, and what answers; silence means all is well."""

    name: str
    asks: str
    answers: Callable[[Watched], list[str]]


def _stale(seen: Watched) -> list[str]:
    return [
        f"{_percent(share, 1)} av det som kommuner anmäler är inte uppdaterat på ett år; målet är {_percent(STALE_AIM)}"
        for _, over, n, share, _ in seen.pairs("share_stale_12m")
        if over == BY_MUNICIPALITY and n and share > STALE_AIM
    ]


def _bands(seen: Watched) -> list[str]:
    return _spread(seen, "banden", lambda of: [of.get(f"band_{band}", 0.0) for band in codes_of("bands")])


def _scores(seen: Watched) -> list[str]:
    def classes(of: Mapping[str, float]) -> list[float]:
        steps = [1.0, *(of.get(f"score_from_{step}", 0.0) for step in SCORE_STEPS), 0.0]
        return [high - low for high, low in pairwise(steps)]

    return _spread(seen, "poängen", classes)


def _spread(seen: Watched, what: str, classes: Callable[[Mapping[str, float]], list[float]]) -> list[str]:
    """Where the shares of a list lie otherwise than in the run before."""
    said = []
    for target in codes_of("targets"):
        now, before = (_shares(rows, f"list_{target}") for rows in (seen.now, seen.before))
        if min(now[1], before[1]) >= FEWEST:
            index = stability_index(np.array(classes(before[0])), np.array(classes(now[0])))
            if index > LOOK:
                shown = f"{index:.2f}".replace(".", ",")
                said.append(f"{target}: {what} fördelar sig annorlunda än i körningen före (stabilitetsindex {shown})")
    return said


def _shares(rows: pl.DataFrame, denominator: str) -> tuple[dict[str, float], int]:
    own = rows.filter(pl.col("denominator") == denominator).drop_nulls("value")
    return dict(own.select("monitor_id", "value").iter_rows()), int(own["n"].max() or 0)  # type: ignore[arg-type]


def _renewal(seen: Watched) -> list[str]:
    return [
        f"{over[-1]}: {_percent(share)} av listans topp är densamma som för ett år sedan"
        for _, over, _, share, _ in seen.pairs("same_as_last_year")
        if share > SAME_MOST
    ]


def _overridden(seen: Watched) -> list[str]:
    return [
        f"{over[-1]}: inspektören håller inte med i {_percent(share)} av {n} val det senaste året"
        for _, over, n, share, _ in seen.pairs("overridden")
        if n >= OPINIONS_LEAST and share > OVERRIDDEN_MOST
    ]


def _unlinked(seen: Watched) -> list[str]:
    kinds = labels_of("report_kinds")
    return [
        f"{_percent(share)} av {n} ({kinds.get(over.removeprefix('reports_'), 'alla rapporter')}) är inte kopplade "
        f"till någon{_was(before)}"
        for _, over, n, share, before in seen.pairs("unlinked")
        if n >= OPINIONS_LEAST and (share > UNLINKED_MOST or (before is not None and share > before + MORE))
    ]


def _empty(seen: Watched) -> list[str]:
    kinds = labels_of("operator_types")
    return [
        f"{FIELDS[name.removeprefix('empty_')]} saknas för {_percent(share)} av {n} verksamheter "
        f"({kinds.get(over.removeprefix('operator_'), 'okänd driftsform')}){_was(before)}"
        for name, over, n, share, before in seen.pairs("empty_")
        if n >= FEWEST and before is not None and share > before + EMPTIER
    ]


def _decayed(seen: Watched) -> list[str]:
    return [f"{target}: {drift.said}" for target, drift in seen.drifts.items() if drift.cause is Cause.DECAY]


def _regimes(seen: Watched) -> list[str]:
    return [
        f"{said}: antal {labels_of('report_kinds').get(kind, kind)} före och efter jämförs inte än"
        for kind, said in quiet(seen.day).items()
    ]


QUESTIONS = (
    Question("register_is_kept_up", "No more than a tenth of what municipalities notify is left for a year.", _stale),
    Question("bands_are_as_before", "Each list is divided into bands about as in the run before.", _bands),
    Question("scores_are_as_before", "The scores of each list lie about where they did in the run before.", _scores),
    Question("lists_renew_themselves", "At least a fifth of a list's top is other than a year ago.", _renewal),
    Question("choices_are_agreed_with", "Inspectors agree with most of what is chosen for them.", _overridden),
    Question("reports_find_someone", "Most reports are joined to an activity or an actor by an identifier.", _unlinked),
    Question("fields_are_filled", "No field is empty much more often than in the run before, in any group.", _empty),
    Question("order_has_not_decayed", "A fall in hits among the chosen is not one of the order itself.", _decayed),
    Question(
        "no_regime_is_near", "No way of reporting has changed so lately that counts cannot be compared.", _regimes
    ),
)


def _percent(share: float, decimals: int = 0) -> str:
    return f"{100 * share:.{decimals}f} %".replace(".", ",")


def _was(before: float | None) -> str:
    return "" if before is None else f", mot {_percent(before)} i körningen före"
