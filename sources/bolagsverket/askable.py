"""Whom a register of companies can be asked about: one rule for every source that is asked one organisation at a time.

Natural persons cannot, as their numbers are not kept. The state, regions and municipalities need not: these registers
do not hold them, and a question may cost.
"""

from collections.abc import Iterable

from stdnum import luhn

from sources.identity import is_person_like

#: The first digit of the state, regions, municipalities and parishes.
_PUBLIC = "2"


def organisations_of(operators: Iterable[str]) -> list[str]:
    """The operators that are organisations a company register can hold, with numbers that can be right, in order."""
    return [each for each in operators if is_number(each) and _may_be_held(each)]


def is_number(operator: str) -> bool:
    """Whether an operator is told by ten digits, and is neither a pseudonym nor unknown to every register."""
    return operator.isascii() and operator.isdigit() and len(operator) == 10


def can_be_right(number: str) -> bool:
    """Whether ten digits can be an organisation's: the check digit holds, and they are not shaped as a person's."""
    return luhn.is_valid(number) and not is_person_like(number)


def _may_be_held(number: str) -> bool:
    return can_be_right(number) and not number.startswith(_PUBLIC)
