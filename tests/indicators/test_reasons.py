"""Reasons in Swedish: their form, their number, that they add up, and the words that are never used."""

import re
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from indicators import registry
from indicators.definition import Unit
from indicators.scoring import reasons
from indicators.scoring.reasons import FIELDS, fill, lines
from indicators.scoring.score import scores
from tests.indicators.value_frames import CATALOGUE, Cell, Q, W, entities, indicator, population, profile, values

FORBIDDEN = re.compile(
    r"misstän|\bskyldig\b|brottslig|kriminell|fusk|bedräg|oseriös|allvarlig|anmärkningsvärd|hög risk|låg risk|farlig"
    r"|slarv",
    re.IGNORECASE,
)
#: Words of the law, used as it does.
ALLOWED = "allvarliga brister"


def scored(cells, weights, catalogue=CATALOGUE, **changes):
    frame = population(1, **changes)
    filled = {(name, one): cell for name, cell in cells.items() for one in entities_of(frame, name, catalogue)}
    data = values(frame, filled, catalogue)
    return *scores(data, frame, catalogue, profile({Q: weights}, draws=20), 1), data


def entities_of(frame, name, catalogue):
    return entities(frame, name) if name in CATALOGUE else frame["activity_id"].to_list()


def text_of(cells, weights, catalogue=CATALOGUE):
    score, contribution, data = scored(cells, weights, catalogue)
    return reasons.reasons(contribution, data, score, catalogue)["reasons"].item()


def test_a_reason_says_what_how_much_what_is_usual_and_what_part():
    catalogue = {
        "b_x_12m": indicator(
            "b_x_12m", label="Tips", reason="{value} på {months} månader", usual="{median}", unit=Unit.COUNT
        )
    }
    assert text_of({"b_x_12m": Cell(1.5)}, {"b_x_12m": 1.0}, catalogue) == (
        "Tips: 1,5 på 12 månader. Vanligt bland jämförbara: 0. (+50,0 av 50,0 · verksamheten)"
    )


def test_an_actors_reason_says_so():
    text = text_of({"cap_places_growth_12m": Cell(3.0)}, {"cap_places_growth_12m": 1.0})
    assert text.endswith("(+100,0 av 100,0 · aktören)")


def test_common_explanations_stand_in_the_reason_where_the_limits_demand_it():
    plain = indicator("b_x", explanations=("Försäljning eller pension.",))
    catalogue = {"b_x": replace(plain, limits=("L7",))}
    assert "Möjliga förklaringar: Försäljning eller pension. (+" in text_of({"b_x": Cell(1.0)}, {"b_x": 1.0}, catalogue)
    assert "förklaringar" not in text_of({"b_x": Cell(1.0)}, {"b_x": 1.0}, {"b_x": plain})


def test_five_reasons_strongest_first_and_one_line_for_the_rest():
    names = [f"{letter}_x" for letter in "abcdefgh"]
    catalogue = {name: indicator(name, unit=Unit.RATIO) for name in names}
    cells = {name: Cell(3.0 - 0.4 * i) for i, name in enumerate(names)}
    text = text_of(cells, dict.fromkeys(names, 1.0), catalogue).split("\n")
    assert [line.split(":")[0] for line in text[:5]] == names[:5]
    assert text[5] == "Övriga 3 uppgifter: +7,5 av 53,3."
    assert len(text) == 6


def test_shown_points_and_rest_add_up_to_the_score():
    names = [f"{letter}_x" for letter in "abcdefgh"]
    catalogue = {name: indicator(name, unit=Unit.RATIO) for name in names}
    score, contribution, data = scored(
        {name: Cell(2.5 - i / 2) for i, name in enumerate(names)}, dict.fromkeys(names, 1.0), catalogue
    )
    told = lines(contribution, data, score, catalogue)
    assert told["points"].sum() == score["score"].item()
    shown = reasons.reasons(contribution, data, score, catalogue)["reasons"].item()
    figures = [Decimal(one.replace("−", "-").replace(",", ".")) for one in re.findall(r"[(:] ?([+−]\d+,\d) av", shown)]
    assert abs(sum(figures) - score["score"].item()) <= Decimal("0.3")


def test_facts_against_are_told_apart_from_reasons():
    catalogue = {name: indicator(name, unit=Unit.RATIO) for name in ("a_x", "b_x", "c_x", "d_x")}
    cells = {"a_x": Cell(2.0), "b_x": Cell(-1.0), "c_x": Cell(0.0), "d_x": Cell(None, "not_observed")}
    score, contribution, data = scored(cells, dict.fromkeys(cells, 1.0), catalogue)
    told = lines(contribution, data, score, catalogue)
    assert dict(told.select("indicator_id", "kind").iter_rows()) == {
        "a_x": "raises",
        "b_x": "against",
        "c_x": "neutral",
        "d_x": "unknown",
    }
    against, unknown = told.filter(kind="against")["text"].item(), told.filter(kind="unknown")["text"].item()
    assert "(−8,3 av 8,3" in against
    assert unknown == "d_x: okänt, inte observerat."


def test_the_lift_to_zero_is_explained():
    catalogue = {name: indicator(name, unit=Unit.RATIO) for name in ("a_x", "b_x")}
    score, contribution, data = scored({"a_x": Cell(-1.0), "b_x": Cell(0.0)}, {"a_x": 1.0, "b_x": 1.0}, catalogue)
    told = lines(contribution, data, score, catalogue).filter(kind="floor")
    assert told["text"].item() == f"{reasons.FLOOR_TEXT} (+16,7 av 0,0)"


def test_when_nothing_raises_the_score_the_text_says_so():
    assert text_of({"rep_tip_rate_eb_12m": Cell(0.0)}, {"rep_tip_rate_eb_12m": 1.0}) == reasons.NOTHING


def test_too_little_basis_is_said_first():
    cells = {"sup_severity_points_36m": Cell(None, "not_observed"), "rep_tip_rate_eb_12m": Cell(1.0)}
    text = text_of(cells, {"sup_severity_points_36m": 3.0, "rep_tip_rate_eb_12m": 1.0})
    assert text.startswith("Otillräckligt underlag: 25\u202f% av vikten bygger på kända uppgifter.\n")


def test_a_natural_person_without_score_gets_that_as_text():
    frame = population(1, id_type=["person"])
    data = values(frame, {("rep_muni_deficiency_24m", "V000000"): Cell(2.0)})
    score, contribution = scores(data, frame, CATALOGUE, profile({W: {"rep_muni_deficiency_24m": 1.0}}, draws=20), 1)
    assert reasons.reasons(contribution, data, score, CATALOGUE)["reasons"].to_list() == [reasons.SOLE_TRADER]


def test_a_template_with_a_field_that_is_none_is_refused_by_name():
    with pytest.raises(KeyError, match=r"b_x: a template asks for \{months_ago\}; use one of value, median"):
        fill("{months_ago}", indicator("b_x"))


def test_braces_in_a_value_are_only_text():
    catalogue = {"b_x": indicator("b_x", label="{value}", usual="{{}}")}
    assert text_of({"b_x": Cell(1.0)}, {"b_x": 1.0}, catalogue).startswith(
        "{value}: Värdet är 1. Vanligt bland jämförbara: {}."
    )


@pytest.mark.parametrize("name", sorted(registry.catalogue()))
def test_every_template_can_be_filled(name):
    one = registry.catalogue()[name]
    row = {"value": 1.0, "y": 1.0, "exposure": 2.0, "peer_median": 0.5, "peer_n": 40}
    frame = pl.DataFrame([row])
    for template in (one.reason, one.usual):
        text = frame.select(fill(template, one)).item()
        assert text
        assert not re.search(r"[{}]|okänt", text), f"{name}: {text}"


@pytest.mark.parametrize("name", sorted(registry.catalogue()))
def test_every_state_has_a_label(name):
    one = registry.catalogue()[name]
    if "{state}" not in one.reason + one.usual:
        return
    states = pl.DataFrame({"value": [float(state) for state in range(1, int(one.top) + 1)]})
    assert "okänt" not in states.select(FIELDS["state"](one)).to_series().to_list()


@pytest.mark.parametrize("name", sorted(registry.catalogue()))
def test_the_words_about_an_indicator_state_facts_only(name):
    one = registry.catalogue()[name]
    words = " ".join([one.label, one.reason, one.usual, *one.explanations, one.cleared_by])
    assert not FORBIDDEN.search(words.replace(ALLOWED, "")), words


def test_the_fixed_sentences_state_facts_only():
    fixed = [reasons.FLOOR_TEXT, reasons.NOTHING, reasons.SOLE_TRADER, *reasons.PARTS.values()]
    assert not FORBIDDEN.search(" ".join(fixed))


def test_the_longest_possible_text_fits_the_list():
    longest = sorted(
        registry.catalogue().values(), key=lambda one: -len(one.reason + one.usual + "".join(one.explanations))
    )
    letters = sum(len(one.label + one.reason + one.usual + " ".join(one.explanations)) + 150 for one in longest[:5])
    assert letters + 200 < 4000
