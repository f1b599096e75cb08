"""Everything a definition can choose has a Swedish word."""

import pytest

from indicators.decisions.life_cycle import STATUS_WORDS, Status
from indicators.definition import Direction, Level, Scope, Shrinkage, Unit
from indicators.reference import words
from tables.code_lists import code_list


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (Level, words.LEVELS),
        (Level, words.LEVELS_IN_PLURAL),
        (Unit, words.UNITS),
        (Direction, words.DIRECTIONS),
        (Scope, words.SCOPES),
        (Shrinkage, words.ESTIMATES),
        (Status, STATUS_WORDS),
    ],
)
def test_every_choice_has_a_word(choices, said):
    assert set(said) == set(choices)
    assert all(said.values())


def test_every_family_of_forms_has_a_word():
    assert set(words.FORM_FAMILIES) == set(code_list("forms")["family"])
