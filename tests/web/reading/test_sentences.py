"""Sentences of one line at a time are those of whole columns, letter for letter."""

import datetime as dt
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.definition import Level
from indicators.registry import catalogue
from indicators.scoring import reasons
from indicators.scoring.score import FLOOR
from tables.code_lists import codes_of
from web.reading import sentences

SCORED = [name for name, one in catalogue().items() if one.level is not Level.MUNICIPALITY]
figures = st.none() | st.integers(-3, 2_000_000).map(float) | st.floats(-50, 50_000).map(lambda x: round(x, 3))
lines = st.fixed_dictionaries(
    {
        "indicator_id": st.sampled_from([*SCORED, FLOOR]),
        "is_known": st.booleans(),
        "points": st.integers(-300_000, 300_000).map(lambda n: Decimal(n) / 10_000),
        "value": st.integers(0, 40).map(float) | st.floats(0, 3),
        "y": figures,
        "exposure": figures,
        "peer_median": figures,
        "peer_n": st.none() | st.integers(0, 5000),
        "missing_reason": st.none() | st.sampled_from(codes_of("missing_reasons")),
    }
)


@settings(max_examples=15, deadline=None)
@given(st.lists(lines, min_size=1, max_size=12, unique_by=lambda line: line["indicator_id"]))
def test_the_same_words(told):
    day, score = dt.date(2026, 6, 30), Decimal("6.2500")
    common = {"as_of": day, "target": "Q", "activity_id": "V1"}
    adding = pl.DataFrame(
        [
            {**common, "indicator_id": one["indicator_id"], "level": "activity", "is_known": one["is_known"],
             "points": one["points"], "order": place}
            for place, one in enumerate(told, start=1)
        ],
        schema_overrides={"points": pl.Decimal(9, 4)},
    )  # fmt: skip
    behind = ("value", "y", "exposure", "peer_median", "peer_n", "missing_reason")
    values = pl.DataFrame(
        [
            {"as_of": day, "indicator_id": one["indicator_id"], "level": "activity", "entity_id": "V1",
             **{name: one[name] for name in behind}}
            for one in told
        ],
        schema_overrides=dict.fromkeys(behind[:4], pl.Float64) | {"peer_n": pl.Int64, "missing_reason": pl.String},
    )  # fmt: skip
    scores = pl.DataFrame([{**common, "actor_id": "5560000001", "score": score}])
    for row in reasons.lines(adding, values, scores, catalogue()).iter_rows(named=True):
        assert sentences.text(row, catalogue().get(row["indicator_id"])) == row["text"]
        assert sentences.kind(row, FLOOR) == row["kind"]
