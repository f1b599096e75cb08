"""Catalogue → one page for each indicator and an index. Pure: definitions, decisions and figures in, Markdown out.

The upper part is for inspectors and in Swedish, the lower part for analysts. Everything on a page is said in the
definition, in a decision or in a code list, or counted on the made-up register; nothing is explained twice.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.decisions.profile import Profile
from indicators.definition import Estimate, Indicator
from indicators.families import FAMILIES
from indicators.reference import words
from indicators.reference.cases import case_section
from indicators.reference.description import facts_about, formula_text, unknown_when
from indicators.reference.distribution_plot import picture
from indicators.reference.figures import Figures, figures_section
from indicators.reference.life_cycle import decisions_section, notice, status_words
from indicators.reference.measures import measures_page
from tables.code_lists import labels_of
from tables.reference_docs import page, table_of


@dataclass(frozen=True)
class Register:
    """What was counted on the made-up register: its day, its size, and the figures of each indicator by name."""

    day: dt.date
    activities: int
    figures: Mapping[str, Figures]


def pages(catalogue: Mapping[str, Indicator], profile: Profile, register: Register) -> dict[str, str]:
    """Path under `docs/reference/` → text: the index, a page and a picture for each indicator, and the measures."""
    found = {"indicators/index.md": _index(catalogue, profile), "indicators/measures.md": measures_page()}
    labels = {name: each.label for name, each in catalogue.items()}
    for name, each in sorted(catalogue.items()):
        figures = register.figures.get(name)
        found[f"indicators/{name}.md"] = _indicator_page(each, profile, register, labels)
        if figures and figures["groups"]:
            found[f"indicators/{name}.svg"] = picture(each, figures["groups"])
    return found


def _index(catalogue: Mapping[str, Indicator], profile: Profile) -> str:
    said = (
        "En indikator säger *titta här*, aldrig *skyldig*. Varje sida visar vilken fråga den besvarar, vad som räknas, "
        "hur det visas, vilka rimliga förklaringar som finns, vad som får värdet att försvinna, vad som är beslutat om "
        "den, hur den ser ut på ett påhittat register, och sist uträknade exempel."
    )
    counted = f"{len(catalogue)} indikatorer. Status och vikt är de i profilen `{profile.name}`."
    parts = []
    for family, about in FAMILIES.items():
        own = [each for _, each in sorted(catalogue.items()) if each.family == family]
        if own:
            heading = ["Namn", "Vad", "Frågan den besvarar", "Beskriver", "Inriktning", "Status"]
            parts += [f"## {about}", table_of(heading, (_index_row(each, profile) for each in own))]
    return page("Indikatorer", said, counted, *parts)


def _index_row(each: Indicator, profile: Profile) -> list[object]:
    targets = ", ".join(target.value for target in each.targets)
    link = f"[`{each.name}`]({each.name}.md)"
    return [link, each.label, each.question, words.LEVELS[each.level], targets, status_words(each, profile)]


def _indicator_page(each: Indicator, profile: Profile, register: Register, labels: Mapping[str, str]) -> str:
    figures = register.figures.get(each.name)
    return page(
        each.label,
        f"**{each.question}**",
        _notice(each, profile),
        f"`{each.name}`, version `{each.version}`",
        table_of(["", ""], facts_about(each, profile)),
        "## Så räknas den",
        _how(each),
        "## Så visas den",
        f"> {each.reason}\n\nVanligt bland jämförbara: {each.usual}.",
        _states(each),
        "## Att tänka på",
        _listed("Det kan bero på", each.explanations),
        _listed("Begränsningar", tuple(labels_of("limits")[key] for key in each.limits)),
        f"Det som får värdet att försvinna eller ändras: {each.cleared_by}",
        "## Vad som är beslutat",
        decisions_section(each, profile, register.day),
        "## På ett påhittat register",
        f"{register.activities} verksamheter, per {register.day}. De visar hur måttet fungerar, inte hur det är.",
        "Indikatorn är nyare än siffrorna." if figures is None else figures_section(each, figures, labels),
        "## For analysts: why, formula and worked cases",
        each.rationale,
        f"```python\n{formula_text(each)}\n```",
        "Each case is a test. The entity is a private home of eight places unless its facts say else; `T` is the day.",
        *(case_section(case) for case in each.cases),
    )


def _notice(each: Indicator, profile: Profile) -> str:
    said = notice(each, profile)
    return f"> **{said}**" if said else ""


def _how(each: Indicator) -> str:
    lines = [f"- `{name}`: {measure.says()}" for name, measure in each.measures.items()]
    lines += [f"- Är `{name}` {limit} är värdet okänt: {reason}." for name, limit, reason in unknown_when(each)]
    return "\n".join([*lines, *_estimate(each.estimate)])


def _estimate(estimate: Estimate | None) -> list[str]:
    if estimate is None:
        return []
    return ["", f"y är `{estimate.counted}`, jämfört med `{estimate.out_of}`. {words.ESTIMATES[estimate.kind]}"]


def _states(each: Indicator) -> str:
    return table_of(["Värde", "Betyder"], sorted(each.states.items())) if each.states else ""


def _listed(heading: str, sentences: tuple[str, ...]) -> str:
    return "" if not sentences else "\n".join([f"{heading}:", "", *(f"- {sentence}" for sentence in sentences)])
