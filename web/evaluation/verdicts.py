"""What is said first of an order: whether it is better than the others, and then plainly."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.evaluation.comparing import Comparison
from web import wording
from web.evaluation.words import method_words, stratum_words

#: List dates that are named of those on which an order was not better.
_NAMED = 3


@dataclass(frozen=True)
class Verdict:
    """What is said of one order: one sentence, and why. `is_better` decides its colour, never its words."""

    target: str | None
    method: str
    said: str
    because: tuple[str, ...]
    is_better: bool


def verdict(target: str | None, method: str, comparisons: Sequence[Comparison]) -> Verdict:
    """The sentence about one order against the others."""
    name = subject(method)
    failed = [one for one in comparisons if not one.is_better]
    if not comparisons:
        said = f"{name} har inte visats vara bättre än något: det finns inget att jämföra med."
        return Verdict(target, method, said, (), is_better=False)
    if failed:
        others = _listed([method_words(one) for one in dict.fromkeys(each.other for each in failed)])
        said = f"{name} har inte visats vara bättre än {others}."
        return Verdict(target, method, said, tuple(reason(one) for one in failed), is_better=False)
    others = _listed([method_words(one) for one in dict.fromkeys(each.other for each in comparisons)])
    strata = _listed([stratum_words(one) for one in dict.fromkeys(each.stratum for each in comparisons)])
    said = f"{name} är bättre än {others} på varje listdag, mätt på {strata}."
    return Verdict(target, method, said, (), is_better=True)


def subject(method: str) -> str:
    """An order as the first words of a sentence."""
    kind, _, name = method_words(method).partition(": ")
    return f"{wording.sentence(kind)}en med {name}" if name else wording.sentence(kind)


def reason(one: Comparison) -> str:
    """Why one comparison does not show it."""
    against = f"Mot {method_words(one.other)}, {stratum_words(one.stratum)}"
    n = len(one.better_on) + len(one.not_better_on)
    if n == 0:
        return f"{against}: det finns inget att mäta på."
    days = wording.counted(n, "listdag", "listdagar")
    if not one.better_on:
        return f"{against}: bättre på ingen av {days}."
    lost = [str(day) for day in one.not_better_on]
    not_on = _listed([*lost[:_NAMED], f"{len(lost) - _NAMED} till"] if len(lost) > _NAMED + 1 else lost)
    return f"{against}: bättre på {len(one.better_on)} av {days}, inte {not_on}."


def _listed(words: Sequence[str]) -> str:
    """`a, b och c`."""
    return f"{', '.join(words[:-1])} och {words[-1]}" if len(words) > 1 else "".join(words)
