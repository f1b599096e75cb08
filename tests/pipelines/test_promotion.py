"""The gate: a model goes through only when it was better on every list date, and is checked again when asked for."""

import datetime as dt
import json

import polars as pl
import pytest

from indicators.decisions import profile as profiles
from indicators.decisions.profile_table import ProfileError
from indicators.registry import catalogue
from pipelines.promotion import BOOK, KEPT, Promoted, PromotionRefused, in_use, promote, read_book, why_not
from tests.web import planted_evaluation as planted

BETTER = {**planted.PRECISION, "shadow_boosting": 0.55}
DECISION = Promoted(
    dt.date(2026, 6, 30), "Q", "shadow_boosting", "metodchef", "Bättre i fyra år", "0123456789abcdef", ""
)


def test_a_model_that_was_better_everywhere_is_written_down_and_found_again(tmp_path):
    decided = promote(tmp_path, planted.figures(BETTER), DECISION)
    assert len(decided.figures_sha256) == 64
    assert read_book(tmp_path) == [decided] == [in_use(tmp_path, "Q")]
    assert in_use(tmp_path, "W") is None


def test_a_model_that_was_not_better_is_refused_with_every_reason(tmp_path):
    with pytest.raises(PromotionRefused) as refused:
        promote(tmp_path, planted.figures(), DECISION)
    reasons = refused.value.reasons
    assert any(
        text.startswith("Mot poängen i bruk, slumpmässigt urval: bättre på ingen av 4 listdagar") for text in reasons
    )
    assert not any("storlek" in text for text in reasons)
    assert read_book(tmp_path) == []
    assert in_use(tmp_path, "Q") is None


@pytest.mark.parametrize("stratum", ["random_arm", "duty"])
@pytest.mark.parametrize("other", sorted(set(planted.PRECISION) - {"shadow_boosting", "shadow_logistic"}))
def test_one_list_date_against_one_order_is_enough_to_refuse(stratum, other):
    lost = (
        (pl.col("method").cast(pl.String) == other)
        & (pl.col("stratum").cast(pl.String) == stratum)
        & (pl.col("list_date") == planted.DAYS[1])
        & (pl.col("target").cast(pl.String) == "Q")
    )
    figures = planted.figures(BETTER)
    assert why_not(figures, "Q", "shadow_boosting") == ()
    (reason,) = why_not(figures.with_columns(value=pl.when(lost).then(0.99).otherwise("value")), "Q", "shadow_boosting")
    assert "bättre på 3 av 4 listdagar" in reason


def test_a_fact_used_before_it_was_known_closes_the_gate():
    figures = planted.figures(BETTER)
    is_leak = pl.col("measure") == "facts_before_known"
    leaked = figures.with_columns(value=pl.when(is_leak).then(1.0).otherwise("value"))
    for tried in (leaked, figures.filter(~is_leak)):
        assert "Det är inte visat att alla uppgifter var kända när de användes." in why_not(
            tried, "Q", "shadow_boosting"
        )


def test_a_model_that_was_better_on_too_few_list_dates_is_refused():
    figures = planted.figures(BETTER)
    for n, n_reasons in ((3, 1), (4, 0)):
        few = figures.filter(pl.col("list_date").is_null() | pl.col("list_date").is_in(planted.DAYS[:n]))
        reasons = why_not(few, "Q", "shadow_boosting")
        assert [text for text in reasons if "färre än 4 listdagar" in text] == list(reasons)
        assert len(reasons) == n_reasons


def test_nothing_measured_is_nothing_shown():
    assert why_not(planted.figures(BETTER), "W", "shadow_boosting")
    assert why_not(planted.figures().clear(), "Q", "shadow_boosting")
    assert why_not(planted.figures(BETTER), "Q", "last_outcome")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"by": " "}, "--by är tomt"),
        ({"because": ""}, "--because är tomt"),
        ({"because": "x" * 1001}, "längre än"),
        ({"because": "enligt 19121212-1212"}, "personnummer"),
    ],
)
def test_a_decision_says_who_and_why_and_no_person(tmp_path, changed, said):
    from dataclasses import replace

    with pytest.raises(PromotionRefused, match=said):
        promote(tmp_path, planted.figures(BETTER), replace(DECISION, **changed))
    assert read_book(tmp_path) == []


def test_figures_that_were_changed_or_removed_afterwards_put_nothing_in_use(tmp_path):
    decided = promote(tmp_path, planted.figures(BETTER), DECISION)
    path = tmp_path / KEPT / f"{decided.figures_sha256}.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(PromotionRefused, match="finns inte kvar som den var"):
        in_use(tmp_path, "Q")
    path.unlink()
    with pytest.raises(PromotionRefused, match="finns inte kvar som den var"):
        in_use(tmp_path, "Q")


def test_a_line_written_by_hand_puts_nothing_in_use(tmp_path):
    import hashlib

    from pipelines.promotion import content

    worse = content(planted.figures())
    digest = hashlib.sha256(worse).hexdigest()
    (tmp_path / KEPT).mkdir(parents=True)
    (tmp_path / KEPT / f"{digest}.parquet").write_bytes(worse)
    row = {**DECISION.__dict__, "on": "2026-06-30", "figures_sha256": digest}
    (tmp_path / BOOK).write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(PromotionRefused, match="Mot poängen i bruk"):
        in_use(tmp_path, "Q")


@pytest.mark.parametrize("line", ['model = "shadow_boosting"', "[targets.Q]\nmodel = 'shadow_boosting'"])
def test_a_profile_cannot_name_a_model(tmp_path, line):
    text = (profiles.FOLDER / "v1.toml").read_text(encoding="utf-8")
    before, mark, after = text.partition("[targets.Q.")
    path = tmp_path / "sly.toml"
    path.write_text(f"{before}{line}\n{mark}{after}", encoding="utf-8")
    with pytest.raises(ProfileError, match="model"):
        profiles.load(path, catalogue())
