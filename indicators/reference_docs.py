"""Catalogue → one page for each indicator, in Swedish, for inspectors. Pure: definitions in, Markdown out.

Everything on a page is said in the definition or in a code list; nothing is explained twice. The worked examples are
the same cases that test the indicator.
"""

from collections.abc import Mapping
from typing import Any

from indicators.definition import Case, Direction, Estimate, Indicator, Level, Scope, Unit, Unknown
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
    "gamma_poisson": "Kvoten mellan antal och förväntat antal dras mot jämförelsegruppen, mest där underlaget är litet: "
    "(κ + y) / (κ + E).",
    "beta_binomial": "Andelen dras mot jämförelsegruppen, mest där underlaget är litet: (a + y) / (a + b + n).",
}


def pages(catalogue: Mapping[str, Indicator]) -> dict[str, str]:
    """Path under `docs/reference/` → page: the list of indicators and one page for each."""
    own = {f"indicators/{name}.md": _indicator_page(indicator) for name, indicator in sorted(catalogue.items())}
    return {"indicators/index.md": _index(catalogue), **own}


def _index(catalogue: Mapping[str, Indicator]) -> str:
    rows = (
        [f"[`{name}`]({name}.md)", each.label, _LEVELS[each.level], _targets(each), _SCOPES[each.scope]]
        for name, each in sorted(catalogue.items())
    )
    said = (
        "En indikator säger *titta här*, aldrig *skyldig*. Varje sida visar vad som räknas, hur det visas, vilka "
        "oskyldiga förklaringar som är vanliga, vad som får värdet att försvinna, och uträknade exempel."
    )
    return page("Indikatorer", said, table_of(["Namn", "Vad", "Beskriver", "Inriktning", "Gäller"], rows))


def _indicator_page(each: Indicator) -> str:
    return page(
        each.label,
        f"`{each.name}`, version `{each.version}`",
        each.rationale,
        table_of(["", ""], _facts_about(each)),
        "## Så räknas den",
        _how(each),
        "## Så visas den",
        f"> {each.reason}\n\nVanligt bland jämförbara: {each.usual}",
        "## Att tänka på",
        _listed("Det kan bero på", each.explanations),
        _listed("Begränsningar", each.limits),
        f"Värdet försvinner eller ändras när: {each.cleared_by}",
        "## Exempel",
        *(_case(case) for case in each.cases),
    )


def _facts_about(each: Indicator) -> list[list[object]]:
    legal = labels_of("legal_refs")
    return [
        ["Beskriver", ", ".join(_LEVELS[level] for level in each.levels)],
        ["Enhet", _UNITS[each.unit]],
        ["Riktning", _DIRECTIONS[each.direction]],
        ["Inriktning", _targets(each)],
        ["Gäller", _SCOPES[each.scope]],
        ["Källa som krävs", f"`{each.needs}`" if each.needs else "omsorgsregistret"],
        ["Källan finns sedan", each.known_since],
        ["Lagrum", ", ".join(legal.get(key, key) for key in each.legal)],
    ]


def _how(each: Indicator) -> str:
    lines = [f"- `{name}`: {measure.says()}" for name, measure in each.measures.items()]
    return "\n".join([*lines, *_estimate(each.estimate)])


def _estimate(estimate: Estimate | None) -> list[str]:
    return [] if estimate is None else ["", _ESTIMATES[estimate.kind]]


def _listed(heading: str, sentences: tuple[str, ...]) -> str:
    return "" if not sentences else "\n".join([f"{heading}:", "", *(f"- {sentence}" for sentence in sentences)])


def _case(case: Case) -> str:
    parts = [f"### {case.title}", f"Per den {case.as_of.isoformat()}."]
    parts += [_case_rows(name, rows) for name, rows in case.facts.items() if rows]
    if not any(case.facts.values()):
        parts.append("Inga uppgifter.")
    if case.peers:
        parts.append(
            "Ur jämförelsegruppen: " + ", ".join(f"{name} = {value:g}" for name, value in case.peers.items()) + "."
        )
    return "\n\n".join([*parts, f"**Värde: {_answer(case)}**"])


def _case_rows(name: str, rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return f"`{name}`:\n\n" + table_of(columns, ([row.get(column) for column in columns] for row in rows))


def _answer(case: Case) -> str:
    if isinstance(case.expect, Unknown):
        return f"okänt ({labels_of('missing_reasons')[case.expect.reason]})"
    return f"{case.expect:.6g}".replace(".", ",")


def _targets(each: Indicator) -> str:
    labels = labels_of("targets")
    return ", ".join(f"{target.value} {labels[target.value]}" for target in each.targets)
