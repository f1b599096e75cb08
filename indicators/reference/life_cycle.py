"""What has been decided about an indicator → Markdown: how far it has come, by whom, and when it is looked at again."""

import datetime as dt

from indicators.decisions.life_cycle import STATUS_WORDS, Decision, LegalReview, Status
from indicators.decisions.profile import Profile
from indicators.definition import Direction, Indicator
from tables.code_lists import labels_of
from tables.reference_docs import table_of

OFF = (
    "Avstängd: den får inte räknas ut förrän en rättslig grund är beslutad. Till dess är värdet okänt för alla, med "
    "skälet att källan saknas."
)
CONTEXT = "Bakgrund: den visas för den som slår upp, och kan aldrig ges vikt."


def notice(indicator: Indicator, profile: Profile) -> str:
    """What has to be said first of an indicator that is off or never counts; nothing for all others."""
    if not profile.has_basis(indicator):
        return OFF
    return CONTEXT if indicator.direction is Direction.CONTEXT else ""


def status_words(indicator: Indicator, profile: Profile) -> str:
    """How far it has come, in one line."""
    said = STATUS_WORDS[profile.status(indicator.name)].partition(":")[0]
    weights = {target: one.weight for target, one in profile.decided(indicator.name) if one.weight and target}
    if not profile.has_basis(indicator):
        return f"{said}, avstängd"
    if indicator.direction is Direction.CONTEXT and profile.status(indicator.name) is Status.PROPOSED:
        return STATUS_WORDS[Status.CONTEXT].partition(":")[0]
    return said + "".join(f", {target} {weight:g}".replace(".", ",") for target, weight in weights.items())


def decisions_section(indicator: Indicator, profile: Profile, day: dt.date) -> str:
    """The decisions about it in a profile; those overdue on `day` are marked."""
    decided = profile.decided(indicator.name)
    if not decided:
        return undecided(indicator, profile)
    targets = labels_of("targets")
    parts = [
        f"{targets[target].capitalize() if target else 'Bredvid poängen'}:\n\n" + table_of(["", ""], _rows(one, day))
        for target, one in decided
    ]
    return "\n\n".join(parts)


def undecided(indicator: Indicator, profile: Profile) -> str:
    """What there is to say of an indicator without a decision."""
    if not profile.has_basis(indicator):
        return "Ingen har beslutat om den, och ingen rättslig grund är antecknad."
    if indicator.direction is Direction.CONTEXT:
        return "Ingen har beslutat om den. Den ger inga poäng, och kan inte göra det."
    said = STATUS_WORDS[Status.PROPOSED]
    return f"{said[:1].upper()}{said[1:]}."


def _rows(decision: Decision, day: dt.date) -> list[list[object]]:
    late = f" – **försenad den {day}**" if decision.is_overdue(day) else ""
    rows: list[list[object]] = [
        ["Status", STATUS_WORDS[decision.status]],
        ["Vikt", f"{decision.weight:g}".replace(".", ",") if decision.weight else None],
        ["Skäl", decision.reason],
        ["Ansvarig", decision.owner],
        ["Beslutat", f"{decision.decided_on} av {', '.join(decision.decided_by)}"],
        ["Juridisk granskning", review_words(decision.legal_review)],
        ["Rättslig grund", decision.legal_basis or None],
        ["Ska ses över senast", f"{decision.next_review}{late}"],
    ]
    return [row for row in rows if row[1] is not None]


def review_words(review: LegalReview | None) -> str | None:
    """A legal review in words: made by whom and when, or why not."""
    if review is None:
        return None
    return f"{review.on} av {', '.join(review.by)}" if review.is_done else f"inte gjord. {review.outstanding}"
