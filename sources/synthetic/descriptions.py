"""How an activity is described in the register and in its permit: name, orientation, groups, ages, place.

What changes during its life is in `changes.py`; what the register gets wrong belongs in `activities.py`.
"""

import numpy as np
import polars as pl

from sources.synthetic import forms, names
from sources.synthetic.draws import Ints, Rng, Texts, numbered, where
from sources.synthetic.population import Population, municipalities
from sources.synthetic.setting import Setting


def municipality_codes(position: Ints) -> pl.Series:
    """The codes of municipalities by their place in code order; null for -1."""
    codes = municipalities()["code"].gather(np.maximum(position, 0))
    return where(position >= 0, codes)


def descriptions(setting: Setting, population: Population) -> pl.DataFrame:
    """What does not change during the life of an activity, one row each, in order."""
    rng = setting.stream("activity descriptions")
    form, children = population.of_activity("form_code"), population.of_activity("children")
    n = len(form)
    codes, position = np.unique(form, return_inverse=True)
    ages = np.array([forms.AGES.get(str(code), (18, 99)) for code in codes])[position]
    adult = (form == "HVB") & ~children
    ages[adult] = (18, 99)
    addresses = names.addresses(rng, n)
    site = forms.facts(form).site_bound
    return pl.DataFrame(
        {
            "activity_id": numbered("V", n),
            "activity_name": names.activity_names(rng, form),
            "orientation": _word(rng, form, forms.ORIENTATION, np.where(form == "HVB", ~children * 2, 0)),
            "target_groups": _word(rng, form, forms.GROUPS, np.zeros(n, dtype=np.int64)),
            "age_from": where(site | (form == "HTJ"), ages[:, 0]),
            "age_to": where(site | (form == "HTJ"), ages[:, 1]),
            "municipality_code": municipality_codes(population.of_activity("municipality")),
            "address": where(site, addresses.gather(population.of_activity("house"))),
        }
    )


def _word(rng: Rng, form: Texts, words: dict[str, tuple[str, ...]], offset: Ints) -> pl.Series:
    """One of the form's words each; forms without words leave the field empty."""
    draw = rng.integers(0, 2, len(form)) + offset
    codes, position = np.unique(form, return_inverse=True)
    table = [words.get(str(code), ("",)) for code in codes]
    width = max(len(row) for row in table)
    grid = np.array([[row[i % len(row)] for i in range(width)] for row in table])
    chosen = grid[position, draw % width]
    return where(chosen != "", chosen)
