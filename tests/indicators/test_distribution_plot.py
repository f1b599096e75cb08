"""The picture of a distribution: the same bytes for the same figures, and nothing in it but the figures."""

import xml.etree.ElementTree as ET

import pytest

from indicators.definition import Level, Unit
from indicators.reference.distribution_plot import picture
from tests.indicators.value_frames import indicator

SPREAD = {"n": 40, "above": 0.9, "quantiles": [0.5, 1.0, 2.0, 3.0, 9.0], "quantiles_above": [0.5, 1.0, 2.0, 3.0, 9.0]}
RARE = {"n": 60, "above": 0.05, "quantiles": [0.0] * 5, "quantiles_above": [1.0, 1.0, 1.0, 2.0, 3.0]}
NEVER = {"n": 7, "above": 0.0, "quantiles": [0.0] * 5, "quantiles_above": []}
GROUPS = {"hemnara": SPREAD, "lss_boende": SPREAD}


def words(svg):
    return [node.text for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own


def test_the_same_figures_give_the_same_bytes():
    one = indicator("rep_example")
    assert picture(one, GROUPS) == picture(one, GROUPS)


def test_it_says_no_date_and_no_program():
    svg = picture(indicator("rep_example"), GROUPS)
    assert "metadata" not in svg
    assert "Matplotlib" not in svg


def test_what_lies_above_zero_is_drawn_as_one_spread():
    said = words(picture(indicator("rep_example"), GROUPS))
    assert "Spridning" in said
    assert "poäng" in said
    assert "LSS-boende och korttidsvistelse  (n = 40)" in said


def test_where_most_are_zero_the_share_stands_beside_the_spread_of_the_others():
    said = words(picture(indicator("rep_example"), {"hemnara": RARE, "konsulent": NEVER}))
    assert [word for word in said if " över noll" in word] == ["Andel över noll", "Spridning bland dem över noll"]
    assert {"5,0 %", "0,0 %"} <= set(said)


@pytest.mark.parametrize("unit", [Unit.FLAG, Unit.STATE])
def test_a_fact_has_only_its_share(unit):
    said = words(picture(indicator("rep_example", unit=unit), GROUPS))
    assert "90,0 %" in said
    assert "Spridning" not in " ".join(said)


def test_municipalities_stand_together():
    said = words(picture(indicator("muni_example", level=Level.MUNICIPALITY), {"alla": SPREAD}))
    assert "kommuner  (n = 40)" in said


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_can_be_drawn(unit):
    assert picture(indicator("rep_example", unit=unit), GROUPS | {"dagverksamhet": RARE}).startswith("<?xml")


def test_without_a_known_value_there_is_no_picture():
    assert picture(indicator("rep_example"), {}) == ""
