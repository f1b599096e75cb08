"""Delivery `notification`: what operators and municipalities notify, and the yearly confirmations.

The confirmations are drawn so that the register's own control (the share not updated within a year) comes out as in
the published figures at two year-ends: 20 % for 2024 and 10 % for 2025 among activities that municipalities notify.
"""

import datetime as dt

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Flags, Ints, Rng, between, chance, dates, numbered, pick, where
from sources.synthetic.municipalities import connected_days
from sources.synthetic.population import N_MUNICIPALITIES, Population, municipalities
from sources.synthetic.setting import Setting
from tables.months import add_months, day_number

#: Share of open activities without any notification in twelve months, at the end of each year: municipal, others.
STALE_SHARE = {
    2019: (0.34, 0.30),
    2020: (0.33, 0.29),
    2021: (0.30, 0.27),
    2022: (0.27, 0.25),
    2023: (0.24, 0.22),
    2024: (0.20, 0.20),
    2025: (0.10, 0.14),
    2026: (0.09, 0.13),
}
_EARLIER, _LATER = (0.35, 0.30), (0.09, 0.13)


def rows(setting: Setting, population: Population, changes: pl.DataFrame, circle: pl.DataFrame) -> pl.DataFrame:
    """All notifications, with corrections.

    Args:
        setting: size and period.
        population: who there is.
        changes: what changed, from `changes.build`.
        circle: changes of the owner and management circle that were notified: activity, day, known.
    """
    rng = setting.stream("notifications")
    told = changes.filter("notified").select("activity", "kind", "day", "known")
    told = pl.concat([told, circle.with_columns(kind=pl.lit("circle_change")).select(told.columns)])
    confirmed = _confirmations(rng, setting, population, told, changes)
    events = pl.concat([told, confirmed]).sort("known", "activity", "kind", "day", maintain_order=True)
    return _written(rng, setting, population, events)


def _confirmations(
    rng: Rng, setting: Setting, population: Population, told: pl.DataFrame, changes: pl.DataFrame
) -> pl.DataFrame:
    """Yearly confirmations for all but the share that is to be stale."""
    n = population.activities.height
    known_from = np.full(n, NEVER)
    np.minimum.at(
        known_from,
        changes["activity"].to_numpy(),
        changes.select(pl.max_horizontal("known", "day")).to_series().to_numpy(),
    )
    closing = changes.filter(pl.col("kind") == "closure")
    closed = np.full(n, NEVER)
    closed[closing["activity"].to_numpy()] = closing.select(pl.max_horizontal("known", "day")).to_series().to_numpy()
    last = np.zeros((0, 2), dtype=np.int64)
    public = population.of_activity("operator_type") == "municipal"
    keenness = _keenness(rng, population)
    told_pairs = told.select("activity", "known").to_numpy()
    for year in setting.calendar_years():
        until = min(day_number(dt.date(year, 12, 31)), setting.last_day)
        since = day_number(add_months(dt.date(1970, 1, 1) + dt.timedelta(days=until), -12))
        pairs = np.concatenate([told_pairs, last])
        fresh = np.zeros(n, dtype=bool)
        fresh[pairs[(pairs[:, 1] > since) & (pairs[:, 1] <= until), 0]] = True
        is_open = (known_from <= until) & (closed > until)
        first = max(setting.first_day, day_number(dt.date(year, 1, 1)))
        for group, share in zip(
            (public, ~public), STALE_SHARE.get(year, _EARLIER if year < 2019 else _LATER), strict=True
        ):
            chosen = _to_confirm(is_open & group, fresh, share, keenness)
            day = between(rng, 0, 10_000, len(chosen)) % np.maximum(until - np.maximum(first, known_from[chosen]), 1)
            last = np.concatenate([last, np.stack([chosen, np.maximum(first, known_from[chosen]) + 1 + day], axis=1)])
    last = last[last[:, 1] < closed[last[:, 0]]]
    empty = np.zeros(len(last), dtype=np.int64)
    return pl.DataFrame(
        {"activity": last[:, 0], "kind": np.full(len(last), "no_change_confirmed"), "day": empty, "known": last[:, 1]}
    ).select("activity", "kind", "day", "known")


def _to_confirm(members: Flags, fresh: Flags, share: float, keenness: Ints) -> Ints:
    """Those to confirm, so that exactly the share of the members is left without a notification."""
    n_stale = round(share * int(members.sum()))
    silent = np.flatnonzero(members & ~fresh)
    return silent[np.argsort(keenness[silent], kind="stable")][n_stale:]


def _keenness(rng: Rng, population: Population) -> Ints:
    """The order in which activities are brought up to date: some municipalities are slow throughout."""
    of_operator = rng.normal(0, 0.8, population.operators.height)
    drawn = of_operator[population.of_activity("operator")] + rng.normal(0, 1.0, population.activities.height)
    return np.argsort(np.argsort(drawn)).astype(np.int64)


def _written(rng: Rng, setting: Setting, population: Population, events: pl.DataFrame) -> pl.DataFrame:
    activity, known = events["activity"].to_numpy(), events["known"].to_numpy()
    kind, n = events["kind"].to_numpy(), events.height
    operator = population.of_activity("operator")[activity]
    municipal = operator < N_MUNICIPALITIES
    expected = np.isin(kind, ["new", "change"]) & chance(rng, 0.1, n)
    came = where(expected & chance(rng, 0.85, n), known + rng.integers(4, 60, n)).fill_null(NEVER).to_numpy()
    first = pl.DataFrame(
        {
            "notification_id": numbered("A", n, width=7),
            "activity_id": numbered("V", population.activities.height).gather(activity),
            "kind": kind,
            "effective_date": dates(events["day"].to_numpy()),
            "channel": _channels(rng, setting, population, operator, known),
            "notifier_municipality": where(
                municipal, municipalities()["code"].gather(np.where(municipal, operator, 0))
            ),
            "attachment_expected": expected,
            "attachment_received_at": dates(np.full(n, NEVER)),
            "known_at": dates(known),
        }
    )
    with_attachment = first.with_columns(attachment_received_at=dates(came), known_at=dates(came))
    same_year = dates(came).dt.year() == first["known_at"].dt.year()
    return pl.concat([first, with_attachment.filter(same_year.fill_null(value=False))])


def _channels(rng: Rng, setting: Setting, population: Population, operator: Ints, known: Ints) -> pl.Series:
    n = len(operator)
    from_day = np.concatenate(
        [connected_days(setting), np.full(population.operators.height - N_MUNICIPALITIES, 18_700)]
    )
    connected = (known >= from_day[operator]) & chance(rng, 0.8, n)
    old = np.where(
        known < setting.first_day,
        pick(rng, {"migration": 0.7, "form": 0.3}, n),
        pick(rng, {"form": 0.7, "email": 0.25, "decision": 0.05}, n),
    )
    return pl.Series(np.where(connected, "e_service", old))
