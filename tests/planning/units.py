"""A made-up frame, as `indicators.planning.frame` gives it, small enough to read."""

import datetime as dt

import numpy as np
import polars as pl

from indicators.planning.capacity import Capacity
from indicators.planning.drawing import Draw

DIVISIONS = ("nord", "mitt", "syd")
FORMS = ("HVB", "SABO", "HTJ", "LSS9")
DAY = dt.date(2026, 6, 30)


def band_of(p_top):
    return "A" if p_top >= 0.8 else "B" if p_top >= 0.5 else "C" if p_top >= 0.2 else "D"


def units(n=120, seed=1, pools=("nord/*", "mitt/*", "syd/*"), **columns):
    rng = np.random.default_rng(seed)
    p_top = np.round(rng.beta(0.8, 2.0, n), 3)
    form, pool = rng.choice(FORMS, n), rng.choice(pools, n)
    is_due = (form == "HVB") & (rng.random(n) < 0.5)
    excluded = np.where(rng.random(n) < 0.1, "open_case", None)
    frame = pl.DataFrame(
        {
            "activity_id": [f"V{place:06d}" for place in range(n)],
            "actor_id": [f"55600{place // 4:05d}" for place in range(n)],
            "form_code": form,
            "division": [name.partition("/")[0] for name in pool],
            "is_protected": rng.random(n) < 0.05,
            "pool": pool,
            "band": [band_of(one) for one in p_top],
            "p_top": p_top,
            "rank": np.argsort(np.argsort(-p_top, kind="stable")) + 1,
            "is_due": is_due,
            "duty_last_day": [DAY + dt.timedelta(int(days)) for days in rng.integers(-100, 180, n)],
            "excluded": ["duty" if due else why for due, why in zip(is_due, excluded, strict=True)],
            "in_random_frame": ~is_due,
        },
        schema_overrides=dict.fromkeys(
            ("activity_id", "actor_id", "division", "band", "pool", "form_code", "excluded"), pl.String
        )
        | {"duty_last_day": pl.Date},
    )
    return frame.with_columns(**columns)


def asked(capacity=None, seed=1, share=0.2, least=0.01, purpose="Q|2026-H2"):
    rooms = {"nord": 14, "mitt": 12, "syd": 9} if capacity is None else capacity
    rows = tuple(Capacity(division, "*", "", number) for division, number in sorted(rooms.items()))
    return Draw(rows, seed, purpose, share, least)


def arm(rows, name):
    return rows.filter(pl.col("arm") == name)
