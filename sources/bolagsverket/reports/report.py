"""What the documents of one report say together: whose it is, which year, its figures, and what the auditor wrote.

Only the legal entity's own figures of the report's own year are taken; the year before has its own report. Names of
those who signed, and everything else in words, is not looked at.
"""

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sources.bolagsverket.reports import numbers
from sources.bolagsverket.reports.containers import documents
from sources.bolagsverket.reports.faults import ReportFault
from sources.bolagsverket.reports.inline import Document, Number, Scope, read
from sources.identity import ten_digits
from tables.code_lists import code_list

_NUMBERS = ("se-cd-base:Organisationsnummer", "se-ar-base:Organisationsnummer")
_FIRST_DAY, _LAST_DAY = "se-cd-base:RakenskapsarForstaDag", "se-cd-base:RakenskapsarSistaDag"
#: The auditor's mark, in the annual report or in a document of the auditor's own.
_MARK, _MARKED_IN = "RevisorspateckningRevisionsberattelse", ("se-gen-base", "se-ar-base")
_STANDARD, _DEVIATING = (
    frozenset(f"{family}:{_MARK}{ending}" for family in _MARKED_IN)
    for ending in ("EnligtStandardutformning", "AvvikerStandardutformning")
)
#: All that is read in words: numbers, days, and which of two marks the auditor made.
TEXTS = frozenset({*_NUMBERS, _FIRST_DAY, _LAST_DAY}) | _STANDARD | _DEVIATING
_FIGURES = "se-gen-base:"
_OLDEST_YEAR, _NEWEST_YEAR, _LONGEST_YEAR_DAYS = 2000, 2100, 550
#: The layout with nothing merged: in it, what has no line is nothing.
_UNABRIDGED = "risbs"


@dataclass(frozen=True)
class Concept:
    """What a figure is, by which tags it is known, and whether it is about a period or a day, kronor or persons."""

    code: str
    tags: tuple[str, ...]
    moment: str
    unit: str


@dataclass(frozen=True)
class Figure:
    """One figure as it stands in one document; `decimals` empty for exact."""

    concept: str
    amount: Decimal
    decimals: int | None
    tag: str
    period_start: dt.date | None
    document: str


@dataclass(frozen=True)
class Report:
    """One annual report.

    Attributes:
        organisation: ten digits.
        start, end: the fiscal year.
        document: digest of the document with the figures, the first by name where there are several.
        figures: at most one of each concept.
        has_audit_remark: the auditor's report deviates from the standard; nothing where no auditor signed.
        is_unabridged: the balance sheet has every line the law knows, so that what is missing is nothing.
        states_equity_changes: the changes of equity are among the tagged figures.
        doubts: rules about quality that it breaks, each as often as it does.
    """

    organisation: str
    start: dt.date
    end: dt.date
    document: str
    figures: tuple[Figure, ...]
    has_audit_remark: bool | None
    is_unabridged: bool
    states_equity_changes: bool
    doubts: tuple[str, ...]

    def amount(self, concept: str) -> Decimal | None:
        """The figure of a concept; `None` where there is none."""
        return next((figure.amount for figure in self.figures if figure.concept == concept), None)


@functools.cache
def concepts() -> tuple[Concept, ...]:
    """The figures that are read, in the order of the code list `report_concepts`."""
    rows = code_list("report_concepts").select("code", "tags", "moment", "unit").unique("code", maintain_order=True)
    return tuple(
        Concept(code, tuple(f"{_FIGURES}{tag}" for tag in tags.split()), moment, unit)
        for code, tags, moment, unit in rows.iter_rows()
    )


def read_report(package: bytes, organisation: str) -> Report:
    """The report in one archive.

    Args:
        package: the archive, with the report in one document and the auditor's perhaps in another.
        organisation: ten digits; whom the archive is registered for.

    Raises:
        ReportFault: it cannot be read, or is about somebody else.
    """
    try:
        return _report(package, organisation)
    except ReportFault:
        raise
    except Exception:  # one report that nobody foresaw must not stop all that come after it
        raise ReportFault("unforeseen") from None


def _report(package: bytes, organisation: str) -> Report:
    found = [read(content, TEXTS) for content in documents(package)]
    read_from = [document for document in found if _is_of_the_taxonomies(document)]
    if not read_from:
        raise ReportFault("other_taxonomy")
    _check_organisation(read_from, organisation)
    start, end = _fiscal_year(read_from)
    own = [document for document in read_from if _states_a_year(document)]
    figures, doubts = _figures(own, start, end)
    return Report(
        organisation,
        start,
        end,
        own[0].digest,
        figures,
        _audit_remark(read_from),
        any(layout == _UNABRIDGED for document in own for _, layout in document.layouts),
        any(_states_equity_changes(number, end) for document in own for number in document.numbers),
        (*doubts, *_doubts(own, end), *("unreadable_number" for document in own for _ in _unread(document))),
    )


def _is_of_the_taxonomies(document: Document) -> bool:
    return any(tag.startswith("se-") for tag in document.tags())


def _states_a_year(document: Document) -> bool:
    return any(text.tag == _LAST_DAY for text in document.texts)


def _check_organisation(found: Sequence[Document], organisation: str) -> None:
    """Every document, every context and every stated number must be about the one organisation."""
    stated = {entity for document in found for entity in document.entities}
    stated |= {text.text for document in found for text in document.texts if text.tag in _NUMBERS}
    if {ten_digits(each) for each in stated} != {organisation}:
        raise ReportFault("wrong_organisation")


def _fiscal_year(found: Sequence[Document]) -> tuple[dt.date, dt.date]:
    texts = [text for document in found for text in document.texts]
    firsts, lasts = ({numbers.date(text.text) for text in texts if text.tag == tag} for tag in (_FIRST_DAY, _LAST_DAY))
    if len(firsts) != 1 or len(lasts) != 1:
        raise ReportFault("several_reports" if len(lasts) > 1 else "no_fiscal_year")
    first, last = firsts.pop(), lasts.pop()
    if first is None or last is None:
        raise ReportFault("no_fiscal_year")
    if not (_OLDEST_YEAR <= first.year <= last.year <= _NEWEST_YEAR and 0 <= (last - first).days < _LONGEST_YEAR_DAYS):
        raise ReportFault("impossible_year")
    return first, last


def _audit_remark(found: Sequence[Document]) -> bool | None:
    """Whether the auditor's mark is that the report deviates; that wins where both marks are made."""
    marks = {text.tag for document in found for text in document.texts if text.text}
    return True if marks & _DEVIATING else False if marks & _STANDARD else None


def _figures(found: Sequence[Document], start: dt.date, end: dt.date) -> tuple[tuple[Figure, ...], list[str]]:
    """The finest figure of each concept, and the rules about quality that were broken on the way."""
    figures, doubts = [], []
    for concept in concepts():
        candidates = _candidates(found, concept, start, end)
        if not candidates:
            continue
        digest, finest = min(candidates, key=lambda each: _coarseness(each[1]))
        rivals = [number for _, number in candidates if number != finest]
        if any(_coarseness(rival) == _coarseness(finest) and rival.amount != finest.amount for rival in rivals):
            doubts.append("contradicting_figures")
            continue
        if any(not _agree(rival, finest) for rival in rivals):
            doubts.append("disagreeing_precision")
        period = start if concept.moment == "period" else None
        figures.append(Figure(concept.code, finest.amount, finest.decimals, finest.tag, period, digest))
    if not figures:
        doubts.append("no_figures")
    return tuple(figures), doubts


def _candidates(found: Sequence[Document], concept: Concept, start: dt.date, end: dt.date) -> list[tuple[str, Number]]:
    """The facts that can be a concept's figure, by the first of its tags that has any."""
    context = (start if concept.moment == "period" else None, end)
    for tag in concept.tags:
        matching = [
            (document.digest, number)
            for document in found
            for number in document.numbers
            if number.tag == tag
            and number.context.scope is Scope.COMPANY
            and (number.context.start, number.context.end) == context
            and _is_of_unit(number, concept)
        ]
        if matching:
            return matching
    return []


def _is_of_unit(number: Number, concept: Concept) -> bool:
    """Kronor, or a number of persons, of whom there are never fewer than none."""
    if concept.unit == "SEK":
        return number.unit == "SEK"
    return number.unit.startswith("xbrli:") and number.amount >= 0


def _coarseness(number: Number) -> float:
    """Lower is finer; exact is finest."""
    return float("-inf") if number.decimals is None else -number.decimals


def _agree(one: Number, other: Number) -> bool:
    """Whether two figures can be roundings of one amount."""
    return abs(one.amount - other.amount) <= _half(one) + _half(other)


def _half(number: Number) -> Decimal:
    return Decimal(0) if number.decimals is None else Decimal(5).scaleb(-number.decimals - 1)


def _states_equity_changes(number: Number, end: dt.date) -> bool:
    is_change = number.tag.startswith(f"{_FIGURES}ForandringEgetKapital")
    return is_change and number.context.scope is Scope.COMPANY and number.context.end == end


def _doubts(found: Sequence[Document], end: dt.date) -> list[str]:
    """What does not hang together in the balance sheet, and figures that are in another currency."""
    assets, claims = (_on_the_day(found, tag, end) for tag in ("Tillgangar", "EgetKapitalSkulder"))
    doubts = []
    if assets and claims and not any(_agree(one, other) for one in assets for other in claims):
        doubts.append("unbalanced")
    if any(len(number.unit) == 3 and number.unit != "SEK" for document in found for number in document.numbers):
        doubts.append("other_currency")
    return doubts


def _on_the_day(found: Sequence[Document], tag: str, end: dt.date) -> list[Number]:
    return [
        number
        for document in found
        for number in document.numbers
        if number.tag == f"{_FIGURES}{tag}"
        and number.context.scope is Scope.COMPANY
        and (number.context.start, number.context.end) == (None, end)
    ]


def _unread(document: Document) -> list[str]:
    """Figures among those that are read that could not be made out."""
    tags = {tag for concept in concepts() for tag in concept.tags}
    return [tag for tag in document.unreadable if tag in tags]
