"""Another register's outcomes: the same figures from plain files, and refusals that say where and what to do."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from indicators.evaluation import external

GOOD = "entity;date;outcome;why_inspected\nA;2024-05-02;1;tip\nB;2024-05-03;0;random\n"


def written(tmp_path, text):
    path = tmp_path / "outcomes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def register(n=900, seed=3):
    """Entities with a lasting risk, inspected again and again; the file's own score sees it dimly."""
    rng = np.random.default_rng(seed)
    entity = rng.integers(0, 150, n)
    risk = np.linspace(-2.5, 1.5, 150)[entity]
    day = [dt.date(2020, 1, 5) + dt.timedelta(days=int(step)) for step in rng.integers(0, 1800, n)]
    why = np.where(rng.random(n) < 0.5, "random", "tip")
    return pl.DataFrame(
        {
            "entity": [f"E{one}" for one in entity],
            "date": day,
            "outcome": (rng.random(n) < 1 / (1 + np.exp(-risk))).astype(float),
            "why_inspected": why,
            "region": np.where(entity % 2 == 0, "north", "south"),
            "score": risk + rng.normal(0, 1, n),
        }
    ).unique(["entity", "date", "why_inspected"], maintain_order=True)


def test_a_file_with_the_four_columns_is_enough(tmp_path):
    rows = external.read(written(tmp_path, GOOD))
    found = external.evaluate(rows)
    assert rows["outcome"].to_list() == [1.0, 0.0]
    assert set(found.figures["method"].unique()) >= {"random", "own_history"}


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        (GOOD.replace(";why_inspected", ";why"), "rad 1: why_inspected", "saknas"),
        (GOOD.replace("entity;", "entity;colour;").replace("A;", "A;x;").replace("B;", "B;x;"), "colour", "finns inte"),
        (GOOD.replace("2024-05-03", "3 May"), "rad 3: date", "ÅÅÅÅ-MM-DD"),
        (GOOD.replace(";0;random", ";2;random"), "rad 3: outcome", "varken 0 eller 1"),
        (GOOD.replace(";0;random", ";0;"), "rad 3: why_inspected", "är tomt"),
        (GOOD + "A;2024-05-02;1;tip\n", "rad 2: entity", "två gånger"),
        (GOOD.replace(";1;tip", ";1;tip;x;y"), "filen", "är ingen tabell"),
        ("entity;date\n", "filen", "inga rader"),
    ],
)
def test_what_is_wrong_is_named_with_row_field_and_remedy(tmp_path, text, where, says):
    with pytest.raises(external.UnusableFile) as refused:
        external.read(written(tmp_path, text))
    assert "outcomes.csv" in str(refused.value)
    assert where in str(refused.value)
    assert says in str(refused.value)
    assert ";" in str(refused.value)


def test_a_score_that_knows_the_risk_is_shown_to_and_chance_is_not(tmp_path):
    path = tmp_path / "many.csv"
    register().write_csv(path)
    found = external.evaluate(external.read(path), top=0.2).figures
    lift = dict(
        found.filter(measure="lift", stratum="random_arm").select(pl.col("method").cast(pl.String), "value").iter_rows()
    )
    assert lift["own_score"] > 1.3
    assert abs(lift["random"] - 1) < 0.35
    assert lift["own_history"] > 1.2
    assert found.filter(measure="facts_before_known")["value"].item() == 0


def test_the_order_of_rows_changes_nothing():
    rows = register(300)
    filled = rows.with_columns(
        pl.lit(None, pl.String).alias("owner"),
        pl.lit(None, pl.String).alias("inspector"),
        pl.lit(None, pl.Float64).alias("level"),
        pl.lit(None, pl.Float64).alias("size"),
        pl.lit(None, pl.Date).alias("known_from"),
    )
    one, two = external.evaluate(filled), external.evaluate(filled.sample(fraction=1, shuffle=True, seed=4))
    assert one.figures.equals(two.figures)
    assert one.lists.equals(two.lists)
