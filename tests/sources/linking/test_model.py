"""The weights on a made-up set of which the truth is known: better than simpler ways, no trap, the same every time."""

import itertools
import logging

import polars as pl
import pytest

from benchmarks.linking import SIMPLER, above, judged, labelled, paired
from sources.linking import model
from sources.linking.proposing import LEAST

SIZE = 900


@pytest.fixture(scope="module", params=[1, 2])
def truth(request):
    return labelled(SIZE, request.param)


@pytest.fixture(scope="module")
def scored(truth):
    return model.scored(truth.entities, LEAST)


def test_proposals_beat_every_simpler_way(truth, scored):
    own = judged(truth, above(scored, LEAST))
    simpler = [judged(truth, paired(truth.entities, condition))["F1"] for condition in SIMPLER.values()]
    assert own["F1"] > max(simpler) + 0.1
    assert own["precision"] > 0.85
    assert own["recall"] > 0.6


def test_traps_are_not_proposed(truth, scored):
    """Namesakes elsewhere, sisters in town, neighbours and near-namesakes: a hundred or more of them."""
    assert len(truth.traps) > 80
    assert len(above(scored, LEAST) & truth.traps) <= len(truth.traps) / 100


def test_two_numbers_of_the_company_register_are_two(truth, scored):
    listed = set(truth.entities.filter("is_listed")["entity_id"])
    assert not [pair for pair in above(scored, 0) if set(pair) <= listed]


def test_the_order_of_the_rows_is_nothing(truth, scored):
    shuffled = truth.entities.sample(fraction=1, shuffle=True, seed=5)
    again = model.scored(shuffled, LEAST)
    assert again.serialize() == scored.serialize()


def test_the_steps_lead_to_the_weight(scored):
    steps = scored.select(pl.col("^weight_.*$"))
    start = scored["match_weight"] - steps.sum_horizontal()
    assert start.max() - start.min() < 1e-9
    odds = 2 ** scored["match_weight"]
    assert (odds / (1 + odds) - scored["probability"]).abs().max() < 1e-9


def test_what_is_more_alike_never_weighs_less(truth):
    whole = model.scored(truth.entities, 0.0)
    for compared in model.COMPARISONS:
        column = whole.group_by(f"level_{compared.name}").agg(pl.col(f"weight_{compared.name}").first()).drop_nulls()
        weights = column.sort(f"level_{compared.name}")[f"weight_{compared.name}"].to_list()
        assert all(later <= earlier + 1e-9 for earlier, later in itertools.pairwise(weights)), compared.name


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_a_register_of_next_to_nobody_is_no_trouble(truth, size):
    assert model.scored(truth.entities.head(size), LEAST).height == 0


def test_two_lonely_rows_of_one_name_are_no_certainty(truth):
    row = truth.entities.filter("is_actor").head(1)
    twin = row.with_columns(entity_id=pl.lit("S-twin"), is_listed=pl.lit(value=False))
    found = model.scored(pl.concat([row, twin]), 0.0)
    assert found["probability"].max() < 0.99


def test_nothing_is_said_on_the_way(truth, capfd, caplog):
    with caplog.at_level(logging.DEBUG):
        model.scored(truth.entities.head(50), LEAST)
    assert capfd.readouterr() == ("", "")
    assert not [record for record in caplog.records if record.name.startswith("splink")]
