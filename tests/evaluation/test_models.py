"""Shadow models: they add exactly, are monotone, never reward ignorance, and see nothing of the inspectorate."""

import numpy as np
import polars as pl
import pytest

from indicators.evaluation import models
from indicators.evaluation.additive import boosting, logistic
from indicators.evaluation.features import ForbiddenFeature, allowed, checked
from indicators.evaluation.models import calibrated, learnt
from indicators.evaluation.propensity import of_chance, propensity
from indicators.registry import catalogue

NAMES = ("rep_tip_rate_eb_12m", "sup_severity_points_36m", "fin_equity_ratio")


def drawn(n=900, seed=1, missing=0.2):
    rng = np.random.default_rng(seed)
    x = np.clip(rng.normal(0, 1.2, (n, 3)), -1, 3)
    y = (rng.random(n) < 1 / (1 + np.exp(1.5 - 1.2 * x[:, 0] - 0.6 * x[:, 1]))).astype(float)
    x[rng.random((n, 3)) < missing] = np.nan
    return x, y


FITTED = {
    "logistic": lambda x, y: logistic(x, y, np.ones(len(y)), NAMES),
    "boosting": lambda x, y: boosting(x, y, np.ones(len(y)), NAMES, 1),
}


@pytest.mark.parametrize("kind", FITTED)
def test_raising_any_one_value_never_lowers_the_score(kind):
    x, y = drawn()
    model = FITTED[kind](x, y)
    for place in range(3):
        steps = np.linspace(-1, 3, 41)
        rows = np.tile(x[:1], (41, 1))
        rows[:, place] = steps
        assert (np.diff(model.score(rows)) >= -1e-12).all()


def test_the_parts_of_boosting_add_up_to_what_the_library_itself_predicts():
    from sklearn.ensemble import HistGradientBoostingClassifier

    x, y = drawn()
    own = boosting(x, y, np.ones(len(y)), NAMES, 1)
    theirs = HistGradientBoostingClassifier(
        monotonic_cst=[1] * 3, interaction_cst="no_interactions", max_leaf_nodes=8,
        min_samples_leaf=max(20, int(0.05 * len(y))), max_iter=60, learning_rate=0.1, l2_regularization=1.0,
        early_stopping=False, random_state=1,
    ).fit(x, y > 0, sample_weight=np.ones(len(y)))  # fmt: skip
    assert own.lowered == ()
    assert np.abs(own.base + own.parts(x).sum(axis=1) - theirs.decision_function(x)).max() < 1e-9


def test_the_parts_of_the_logistic_model_are_its_coefficients():
    x, y = drawn()
    model = FITTED["logistic"](x, y)
    one = model.parts(np.array([[1.0, np.nan, 2.0]]))[0]
    two = model.parts(np.array([[2.0, 1.0, 1.0]]))[0]
    assert one[0] * 2 == pytest.approx(two[0])
    assert one[1] == 0
    assert one[0] > 0


def test_an_unknown_value_never_scores_above_the_worst_known_and_is_named_where_it_would():
    x, y = drawn(missing=0.0)
    rng = np.random.default_rng(5)
    x[rng.random(len(y)) < 0.8 * y + 0.05, 0] = np.nan
    model = FITTED["boosting"](x, y)
    assert NAMES[0] in model.lowered
    rows = np.array([[np.nan, 0.0, 0.0], [3.0, 0.0, 0.0]])
    unknown, worst = model.score(rows)
    assert unknown <= worst
    assert model.shape(0, np.array([np.nan]))[0] > model.shape(0, np.array([3.0]))[0]


@pytest.mark.parametrize("kind", FITTED)
def test_the_same_seed_gives_the_same_model(kind):
    x, y = drawn()
    assert (FITTED[kind](x, y).score(x) == FITTED[kind](x, y).score(x)).all()


@pytest.mark.parametrize(("n", "kind"), [(999, "sigmoid"), (1000, "isotonic")])
def test_calibration_is_isotonic_from_a_thousand_labels_on_and_keeps_the_order(n, kind):
    rng = np.random.default_rng(2)
    score = rng.normal(0, 1, n)
    y = (rng.random(n) < 1 / (1 + np.exp(1 - 2 * score))).astype(float)
    found = calibrated(score, y)
    steps = found.probability(np.linspace(-3, 3, 50))
    assert found.kind == kind
    assert (np.diff(steps) >= 0).all()
    assert float(found.probability(score).mean()) == pytest.approx(y.mean(), abs=0.03)


FORBIDDEN = ["origin", "inspector", "office", "region", "n_looks", "n_inspections", "sup_days_since_inspection",
             "duty_frequency_inspection_overdue", "muni_reporting_propensity", "municipality", "form"]  # fmt: skip


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_is_about_the_inspectorate_is_no_feature(name):
    assert name not in allowed(catalogue())
    with pytest.raises(ForbiddenFeature, match=name):
        checked([NAMES[0], name], catalogue())


def test_a_model_is_not_learnt_from_a_column_off_the_list():
    with pytest.raises(ForbiddenFeature, match="inspector"):
        learnt("shadow_logistic", _rows().with_columns(inspector=pl.lit(1.0)), _rows(), ("inspector",), catalogue(), 1)


def _rows(n=400):
    x, y = drawn(n)
    frame = pl.DataFrame({name: pl.Series(x[:, place], nan_to_null=True) for place, name in enumerate(NAMES)})
    return frame.with_columns(
        y=pl.Series(y),
        weight=pl.lit(1.0),
        operator_group=pl.Series((["private"] * 300 + ["public"] * 90 + ["state"] * 10)[:n]),
    )


def test_public_units_have_a_model_of_their_own_without_what_only_companies_have(monkeypatch):
    monkeypatch.setattr(models, "LEAST", 5)
    shadow = learnt("shadow_logistic", _rows(), _rows(), NAMES, catalogue(), 1)
    assert shadow.models["private"][0].names == NAMES
    assert shadow.models["public"][0].names == NAMES[:2]


def test_a_group_with_too_few_labels_has_no_model_and_no_score():
    shadow = learnt("shadow_logistic", _rows(), _rows(), NAMES, catalogue(), 1)
    scored = _rows().with_columns(shadow.scored(_rows(), catalogue()))
    assert set(shadow.models) == {"private"} or "state" not in shadow.models
    assert scored.filter(operator_group="state")["shadow_logistic"].null_count() == 10


def test_weights_are_stabilised_clipped_and_say_where_nothing_can_be_estimated():
    chance = np.array([0.5, 0.5, 0.1, 0.1, 0.005])
    found = of_chance(chance, np.array([1.0, 1.0, 1.0, 1.0, 0.0]))
    assert found.not_estimable == 0.2
    assert found.weight[:4] == pytest.approx([1.6, 1.6, 8, 8])
    assert found.weight[4] == 0
    assert found.effective_size == pytest.approx(19.2**2 / (2 * 1.6**2 + 2 * 64))


def test_the_chance_of_inspection_follows_what_selectors_saw():
    rng = np.random.default_rng(1)
    seen = rng.normal(0, 1, (800, 2))
    inspected = (rng.random(800) < 1 / (1 + np.exp(1 - 2 * seen[:, 0]))).astype(float)
    found = propensity(seen, inspected)
    assert np.corrcoef(found.chance, seen[:, 0])[0, 1] > 0.9
    assert found.inspected[3] > found.others[3]
