"""The table of hits by quarter says what a fall comes from, and no other table takes its figures."""

import polars as pl

from indicators.evaluation import hit_rates
from tests.evaluation.test_hit_rates import KNOWN, QUARTERS, made
from web.evaluation.drift import drift, without
from web.evaluation.grid import NOTHING


def test_the_chosen_stand_beside_those_drawn_by_lot_with_limits_and_a_verdict():
    figures = hit_rates.figures(made((0.4, 0.2), (0.2, 0.2), (2.0, 0.0)), "Q", KNOWN)
    (grid,) = drift(figures, "Q")
    assert "ordningen har blivit sämre" in grid.text
    name, (chosen, drawn, duty, note) = grid.rows[0]
    assert (name, chosen.text.split()) == ("kvartal 3 2026", ["40", "%"])
    assert chosen.limits.split()[-2:] == ["60", "inspektioner"]
    assert drawn.text.split() == ["20", "%"]
    assert (duty, note) == (NOTHING, NOTHING)
    assert [row[0] for row in grid.rows[len(QUARTERS) :]] == [
        "Sedan listan började följas",
        "De fyra senaste färdiga kvartalen",
    ]


def test_other_tables_do_not_get_these_figures():
    figures = hit_rates.figures(made((0.4, 0.2), (0.2, 0.2), (2.0, 2.0)), "Q", KNOWN)
    assert without(figures).is_empty()
    assert drift(figures, "W") == ()
    assert drift(pl.DataFrame(schema=figures.schema), None) == ()
