"""The filters of the register as a form shows them: each a label and its choices."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from web import wording
from web.site.register.asked import choices

_LABELS = {"form": "Form", "lan": "Län", "kommun": "Kommun", "drift": "Driftsform", "status": "Driftsläge"}


@dataclass(frozen=True)
class Choice:
    """A choice of a filter."""

    code: str
    label: str
    is_chosen: bool


def filters(query: QueryDict, wanted: Iterable[str]) -> list[tuple[str, str, list[Choice]]]:
    """Parameter, label and choices of those wanted, with what a query chooses."""
    return [(one, _LABELS[one], _choices(one, query.get(one, ""))) for one in wanted]


def _choices(parameter: str, chosen: str) -> list[Choice]:
    told = choices(parameter).items()
    by_name = sorted(told, key=lambda one: one[1]) if parameter == "kommun" else told
    return [Choice(code, wording.sentence(label), code == chosen) for code, label in by_name]
