"""The pages of the catalogue: what an inspector must find on each, and what is said of those that never count."""

import datetime as dt
from dataclasses import replace

import pytest

from indicators.decisions import profile as profiles
from indicators.decisions import shipped
from indicators.definition import Direction
from indicators.families import FAMILIES
from indicators.reference.docs import Register, pages
from indicators.reference.life_cycle import CONTEXT, OFF
from indicators.registry import catalogue

DAY = dt.date(2026, 6, 30)
PROFILE = profiles.load(shipped.PROFILE, catalogue())
GROUP = {"n": 40, "above": 0.5, "quantiles": [0.0, 0.0, 0.5, 1.0, 2.0], "quantiles_above": [1.0, 1.0, 1.0, 1.0, 2.0]}
FIGURES = {
    "units": 50,
    "known": 40,
    "missing": {"not_applicable": 8, "not_observed": 2, "source_gap": 0},
    "groups": {"hemnara": GROUP},
    "correlated": [],
}
REGISTER = Register(DAY, 50, dict.fromkeys(catalogue(), FIGURES))


#: The decisions reach the pages, whatever the pictures: drawing them is tested by itself.
WITHOUT_PICTURES = Register(DAY, 50, {})


def page_of(each, *also, profile=PROFILE, register=REGISTER):
    drawn = {one.name: one for one in (each, *also)}
    return pages(drawn, profile, register)[f"indicators/{each.name}.md"]


@pytest.mark.parametrize("each", catalogue().values(), ids=lambda each: each.name)
def test_a_page_has_question_decision_picture_coverage_and_worked_cases(each):
    text = page_of(each)
    assert text.index(f"# {each.label}") < text.index(f"**{each.question}**") < text.index("## Så räknas den")
    for part in (
        "## Vad som är beslutat",
        "## På ett påhittat register",
        f"({each.name}.svg)",
        "| känt värde | 40 | 80,0 % |",
    ):
        assert part in text
    assert all(case.title[1:] in text for case in each.cases)


def test_the_index_lists_every_indicator_under_its_family_with_its_status():
    index = pages(catalogue(), PROFILE, WITHOUT_PICTURES)["indicators/index.md"]
    for name, each in catalogue().items():
        row = next(line for line in index.splitlines() if f"[`{name}`]" in line)
        assert each.question in row
        assert index.index(f"## {FAMILIES[each.family]}") < index.index(row)
    assert "i bruk, Q 3 |" in index


def test_an_indicator_that_nobody_has_decided_about_says_so():
    undecided = replace(PROFILE, targets={}, beside=())
    assert "Föreslagen: räknas ut, men ingen har beslutat om den" in page_of(
        catalogue()["reg_stale_12m"], profile=undecided
    )


def test_an_indicator_that_is_off_says_so_first():
    off = replace(catalogue()["reg_stale_12m"], needs_basis=True)
    text = page_of(off)
    assert text.index(OFF) < text.index("## Så räknas den")
    assert OFF not in page_of(catalogue()["reg_stale_12m"])


@pytest.mark.parametrize(
    "each", [one for one in catalogue().values() if one.direction is Direction.CONTEXT], ids=lambda each: each.name
)
def test_a_context_indicator_says_that_it_never_counts(each):
    assert CONTEXT in page_of(each)


def test_a_formula_is_shown_with_the_numbers_that_it_names():
    assert "```python\n_FLOOR = 0.005\nreturn " in page_of(catalogue()["fin_tax_debt_or_gap"])


def test_an_overdue_review_is_marked_as_of_the_registers_day():
    day = PROFILE.next_review + dt.timedelta(days=1)
    late = Register(day, 50, REGISTER.figures)
    assert f"försenad den {day}" in page_of(catalogue()["reg_stale_12m"], register=late)
    assert "försenad" not in page_of(catalogue()["reg_stale_12m"])


def test_near_copies_are_linked():
    copied = {**FIGURES, "correlated": [["reg_stale_12m", -0.873, 44]]}
    one, other = catalogue()["rep_tip_rate_eb_12m"], catalogue()["reg_stale_12m"]
    text = page_of(one, other, register=Register(DAY, 50, {"rep_tip_rate_eb_12m": copied}))
    assert "| [Ej uppdaterad på ett år](reg_stale_12m.md) | −0,87 | 44 |" in text


def test_an_indicator_newer_than_the_figures_has_a_page_without_them():
    found = pages(catalogue(), PROFILE, WITHOUT_PICTURES)
    assert "nyare än siffrorna" in found["indicators/reg_stale_12m.md"]
    assert not [path for path in found if path.endswith(".svg")]


def test_what_is_never_known_has_a_page_without_a_picture():
    nothing = {**FIGURES, "known": 0, "groups": {}}
    assert "Inget värde är känt" in page_of(
        catalogue()["reg_stale_12m"], register=Register(DAY, 50, {"reg_stale_12m": nothing})
    )
