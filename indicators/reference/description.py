"""A definition in words, for pages and screens: what it is about, when its value is unknown, and its formula."""

import ast
import inspect

from indicators.decisions.profile import Profile
from indicators.definition import Indicator
from indicators.reference import words
from indicators.reference.life_cycle import status_words
from tables.code_lists import labels_of


def facts_about(indicator: Indicator, profile: Profile) -> list[tuple[str, str]]:
    """What it describes, in which unit, which way is worse, whom it applies to, and how far it has come."""
    legal = labels_of("legal_refs")
    return [
        ("Beskriver", ", ".join(words.LEVELS[level] for level in indicator.levels)),
        ("Enhet", words.UNITS[indicator.unit]),
        ("Riktning", words.DIRECTIONS[indicator.direction]),
        ("Inriktning", words.targets(indicator) or "ingen: ger aldrig poäng"),
        ("Gäller", words.SCOPES[indicator.scope]),
        *([("Går att räkna från och med", str(indicator.since))] if indicator.since else []),
        ("Lagrum", ", ".join(legal[key] for key in indicator.legal)),
        ("Status", status_words(indicator, profile)),
    ]


def unknown_when(indicator: Indicator) -> list[tuple[str, str, str]]:
    """Measure, how little of it is too little (`noll`, `mindre än 2`), and why the value is then unknown."""
    reasons = labels_of("missing_reasons")
    return [
        (name, f"mindre än {least[0]:g}" if least else "noll", reasons[reason])
        for name, reason, *least in indicator.unknown
    ]


def formula_text(indicator: Indicator) -> str:
    """The formula without its signature and docstring, as it stands in the file, after the numbers that it names."""
    function = next(
        node for node in ast.parse(inspect.getsource(indicator.formula)).body if isinstance(node, ast.FunctionDef)
    )
    named = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    known = vars(inspect.getmodule(indicator.formula))
    numbers = [f"{name} = {known[name]!r}" for name in sorted(named) if isinstance(known.get(name), int | float)]
    return "\n".join([*numbers, *(ast.unparse(statement) for statement in function.body[1:])])
