"""Filters of the pages about one actor or activity."""

from decimal import Decimal
from typing import Any

from django import template

from web import wording
from web.site.subject.places import ShownPlace
from web.site.subject.places import sum_in_words as summed
from web.work import Case, Item

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
def without_label(item: Item) -> str:
    """What is said of something that waits, when its label stands before."""
    return item.said.removeprefix(f"{item.label}: ")


@register.filter
def target_label(target: str) -> str:
    """What a list is called."""
    return wording.sentence(wording.label("targets", target))


@register.filter
def unlocalised(value: Any) -> str:
    """A year or a line number: digits without thousands."""
    return str(value)
