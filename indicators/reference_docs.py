"""Catalogue → one page for each indicator. Pure: definitions in, Markdown out.

The upper part is for inspectors and in Swedish, the lower part for analysts. Everything on a page is said in the
definition or in a code list; nothing is explained twice. The worked cases are the ones that test the indicator.
"""

import ast
import dataclasses
import inspect
import re
from collections.abc import Mapping
from typing import Any

from indicators import measures
from indicators.definition import Case, Direction, Estimate, Indicator, Level, Scope, Shrinkage, Unit, Unknown
from tables.code_lists import labels_of
from tables.reference_docs import page, table_of

_LEVELS = {Level.ACTIVITY: "verksamheten", Level.ACTOR: "aktören", Level.MUNICIPALITY: "kommunen"}
_UNITS = {
    Unit.FLAG: "ja eller nej",
    Unit.STATE: "tillstånd",
    Unit.COUNT: "antal",
    Unit.POINTS: "poäng",
    Unit.DAYS: "dagar",
    Unit.SHARE: "andel",
    Unit.RATIO: "kvot mot det förväntade",
    Unit.RATE: "antal i förhållande till storlek",
    Unit.LOG_RATIO: "förändring, logaritmerad kvot",
}
_DIRECTIONS = {
    Direction.HIGHER: "högre värde är sämre",
    Direction.LOWER: "lägre värde är sämre",
    Direction.FLAG: "ett faktum som antingen föreligger eller inte",
    Direction.CONTEXT: "visas som bakgrund och ger aldrig poäng",
}
_SCOPES = {
    Scope.ALL: "alla verksamheter",
    Scope.PERMIT: "tillståndspliktiga enskilda verksamheter",
    Scope.PUBLIC: "kommunala och regionala verksamheter i egen regi",
    Scope.CHILDREN: "hem för barn och unga",
    Scope.RESIDENTIAL: "boenden",
    Scope.COMPANY: "aktörer som är bolag",
}
_ESTIMATES = {
    Shrinkage.GAMMA_POISSON: "Kvoten dras mot jämförelsegruppen, mest vid litet underlag: (κ + y) / (κ + E).",
    Shrinkage.BETA_BINOMIAL: "Andelen dras mot jämförelsegruppen, mest vid litet underlag: (a + y) / (a + b + n).",
}


def pages(catalogue: Mapping[str, Indicator]) -> dict[str, str]:
    """Path under `docs/reference/` → page: the list of indicators and one page for each."""
    own = {f"indicators/{name}.md": _indicator_page(indicator) for name, indicator in sorted(catalogue.items())}
    return {"indicators/index.md": _index(catalogue), "indicators/measures.md": _measures_page(), **own}


def _index(catalogue: Mapping[str, Indicator]) -> str:
    rows = (
        [f"[`{name}`]({name}.md)", each.label, _LEVELS[each.level], _targets(each) or "ingen", _SCOPES[each.scope]]
        for name, each in sorted(catalogue.items())
    )
    said = (
        "En indikator säger *titta här*, aldrig *skyldig*. Varje sida visar vad som räknas, hur det visas, vilka "
        "rimliga förklaringar som finns, vad som får värdet att försvinna, och sist uträknade exempel."
    )
    return page("Indikatorer", said, table_of(["Namn", "Vad", "Beskriver", "Inriktning", "Gäller"], rows))


def _measures_page() -> str:
    said = (
        "What an indicator can ask of the facts. Every measure computes in bulk, lists the rows behind a value, says "
        "itself in Swedish, and is defined row by row in `naive`. All take `fact`, `where` (column: the values that "
        "count) and `else_actor` (a row that names only an actor counts for each of its open activities)."
    )
    chosen = (getattr(measures, name) for name in measures.__all__ if name != "Measure")
    return page("Measures", said, *(_measure_section(measure) for measure in chosen))


def _measure_section(measure: type[measures.Measure]) -> str:
    shared = {each.name for each in dataclasses.fields(measures.Measure)}
    own = [each for each in dataclasses.fields(measure) if each.name not in shared]
    arguments = ", ".join(f"`{each.name}: {_type_name(each.type)}`" for each in own)
    return "\n\n".join(filter(None, [f"## {measure.__name__}", inspect.getdoc(measure), arguments]))


def _type_name(annotation: object) -> str:
    return re.sub(r"\b[a-z_.]+\.(?=[A-Z])", "", inspect.formatannotation(annotation))


def _indicator_page(each: Indicator) -> str:
    return page(
        each.label,
        f"`{each.name}`, version `{each.version}`",
        table_of(["", ""], _facts_about(each)),
        "## Så räknas den",
        _how(each),
        "## Så visas den",
        f"> {each.reason}\n\nVanligt bland jämförbara: {each.usual}.",
        "## Att tänka på",
        _listed("Det kan bero på", each.explanations),
        _listed("Begränsningar", tuple(labels_of("limits")[key] for key in each.limits)),
        f"Det som får värdet att försvinna eller ändras: {each.cleared_by}",
        "## For analysts: why, formula and worked cases",
        each.rationale,
        f"```python\n{_formula(each)}\n```",
        "Each case is a test. The entity is a private home of eight places unless its facts say else; `T` is the day.",
        *(_case(case) for case in each.cases),
    )


def _facts_about(each: Indicator) -> list[list[object]]:
    legal = labels_of("legal_refs")
    return [
        ["Beskriver", ", ".join(_LEVELS[level] for level in each.levels)],
        ["Enhet", _UNITS[each.unit]],
        ["Riktning", _DIRECTIONS[each.direction]],
        ["Inriktning", _targets(each) or "ingen: ger aldrig poäng"],
        ["Gäller", _SCOPES[each.scope]],
        ["Går att räkna från och med", each.since],
        ["Lagrum", ", ".join(legal[key] for key in each.legal)],
    ]


def _how(each: Indicator) -> str:
    lines = [f"- `{name}`: {measure.says()}" for name, measure in each.measures.items()]
    reasons = labels_of("missing_reasons")
    lines += [f"- Är `{name}` noll är värdet okänt: {reasons[reason]}." for name, reason in each.unknown]
    return "\n".join([*lines, *_estimate(each.estimate)])


def _estimate(estimate: Estimate | None) -> list[str]:
    if estimate is None:
        return []
    return ["", f"y är `{estimate.counted}`, jämfört med `{estimate.out_of}`. {_ESTIMATES[estimate.kind]}"]


def _formula(each: Indicator) -> str:
    """The formula without its signature and docstring, as it stands in the file."""
    function = next(
        node for node in ast.parse(inspect.getsource(each.formula)).body if isinstance(node, ast.FunctionDef)
    )
    return "\n".join(ast.unparse(statement) for statement in function.body[1:])


def _listed(heading: str, sentences: tuple[str, ...]) -> str:
    return "" if not sentences else "\n".join([f"{heading}:", "", *(f"- {sentence}" for sentence in sentences)])


def _case(case: Case) -> str:
    parts = [f"### {case.title[:1].upper()}{case.title[1:]}", f"T = {case.as_of}"]
    parts += [_case_rows(name, rows) for name, rows in case.facts.items() if rows]
    if not any(case.facts.values()):
        parts.append("No facts.")
    if case.peers:
        parts.append(
            "From the peer group: " + ", ".join(f"{name} = {value:g}" for name, value in case.peers.items()) + "."
        )
    return "\n\n".join([*parts, f"**Value: {_answer(case)}**"])


def _case_rows(name: str, rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return f"`{name}`:\n\n" + table_of(columns, ([row.get(column) for column in columns] for row in rows))


def _answer(case: Case) -> str:
    if isinstance(case.expect, Unknown):
        return f"unknown, `{case.expect.reason}`"
    return f"{case.expect:.6g}"


def _targets(each: Indicator) -> str:
    labels = labels_of("targets")
    return ", ".join(f"{target.value} {labels[target.value]}" for target in each.targets)
