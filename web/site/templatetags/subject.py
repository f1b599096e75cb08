"""Filters of the pages about one actor or activity."""

from decimal import Decimal
from typing import Any

from django import template

from web import wording
from web.site.subject.places import ShownPlace
from web.site.subject.places import sum_in_words as summed
from web.work import Case

register = template.Library()


@register.filter
def signed(points: Decimal) -> str:
    """Points with their sign."""
    return wording.signed(points)


@register.filter
def sum_in_words(place: ShownPlace) -> str:
    """How both sides of a place sum."""
    return summed(place)


@register.filter
def sides(case: Case) -> list[tuple[str, tuple[str, ...]]]:
    """What is told of a permit case, by heading."""
    return [
        ("Talar för en fördjupad prövning", case.reasons),
        ("Talar emot", case.against),
        ("Okänt", case.unknown),
        ("Kan bero på", case.explanations),
        ("Skulle klaras ut av", case.cleared_by),
    ]


@register.filter
def unlocalised(value: Any) -> str:
    """A year or a line number: digits without thousands."""
    return str(value)


@register.filter
def value_table(number: int) -> str:
    """The name of the table of values with a number."""
    return f"varden-{number}"
