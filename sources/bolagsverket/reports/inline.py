"""Reading one inline XBRL document: contexts, units, numeric facts, and the few texts that are asked for.

The document is nobody's we trust: it is bounded before it is parsed, no entity is expanded, nothing outside it is
opened, and all names are resolved by their namespace. What the facts mean together is worked out in `report.py`.
"""

import datetime as dt
import hashlib
import itertools
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lxml import etree

from sources.bolagsverket.reports import numbers
from sources.bolagsverket.reports.faults import ReportFault

#: The vendor takes no document of more than 5 MB; this leaves room, and bounds what a tree can grow to.
LARGEST_DOCUMENT, MOST_ELEMENTS, MOST_ATTRIBUTES = 30_000_000, 500_000, 500_000
#: Bounds on what is looked up again for each fact: prefixes declared below the root, and parts of one text.
MOST_INNER_PREFIXES, MOST_CONTINUATIONS, MOST_TEXTS = 1_000, 20, 100
_IX, _XBRLI = "{http://www.xbrl.org/2013/inlineXBRL}", "{http://www.xbrl.org/2003/instance}"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TRUE = frozenset({"true", "1"})
_HREF = "{http://www.w3.org/1999/xlink}href"
_CURRENCIES = "http://www.xbrl.org/2003/iso4217"
_TRANSFORMATIONS = "http://www.xbrl.org/inlineXBRL/transformation"
#: Namespaces by what they are called in the vendor's documents, whatever prefix and year a report gives them.
_FAMILIES = (
    (re.compile(r"http://www\.taxonomier\.se/se/fr/(gen|cd|mem|misc)-base/[0-9-]+"), r"se-\1-base"),
    (re.compile(r"http://www\.taxonomier\.se/se/fr/gaap/gaap-ext/[0-9-]+"), "se-gaap-ext"),
    (re.compile(r"http://www\.bolagsverket\.se/se/fr/comp-base/[0-9-]+"), "se-bol-base"),
    (re.compile(r"http://www\.far\.se/se/fr/ar/base/[0-9-]+"), "se-ar-base"),
)
_LAYOUT = re.compile(r"/(k2|k3|k3k)/([a-z]+)/[0-9]{4}-")


class Scope(StrEnum):
    """Whom a context is about: the company itself, its group, both, or something narrower that is not read."""

    COMPANY = "company"
    GROUP = "group"
    COMMON = "common"
    OTHER = "other"


@dataclass(frozen=True)
class Context:
    """A period or day of an entity; `start` is empty for a day."""

    entity: str
    start: dt.date | None
    end: dt.date
    scope: Scope


@dataclass(frozen=True)
class Number:
    """A numeric fact: its tag, where it belongs, and how exact it is (`decimals` empty for exact)."""

    tag: str
    context: Context
    unit: str
    amount: Decimal
    decimals: int | None


@dataclass(frozen=True)
class Text:
    """A fact in words that was asked for."""

    tag: str
    context: Context
    text: str


@dataclass(frozen=True)
class Document:
    """What one document says.

    Attributes:
        digest: SHA-256 of the file.
        layouts: frameworks and layouts it follows: `("k2", "risbs")`.
        entities: all identifiers its contexts are about, as they are written.
        unreadable: tags of numeric facts that could not be read.
    """

    digest: str
    layouts: frozenset[tuple[str, str]]
    entities: frozenset[str]
    numbers: tuple[Number, ...]
    texts: tuple[Text, ...]
    unreadable: tuple[str, ...]

    def tags(self) -> frozenset[str]:
        """The tags of all facts that were read."""
        return frozenset(number.tag for number in self.numbers) | {text.tag for text in self.texts}


def read(content: bytes, texts: Collection[str]) -> Document:
    """The facts of one document.

    Args:
        content: the file.
        texts: tags of the facts in words to read, as `se-cd-base:Organisationsnummer`; no other words are looked at.

    Raises:
        ReportFault: the file is not a document of the kind, or asks for more than one may.
    """
    root = _parsed(content)
    tag_of = _tags(root, content)
    contexts, units = _contexts(root), _units(root)
    found: list[Number] = []
    unreadable: list[str] = []
    for element in root.iter(f"{_IX}nonFraction"):
        if element.get(_NIL, "").strip() in _TRUE:
            continue
        number = _number(element, tag_of, contexts, units)
        if number is None:
            unreadable.append(tag_of(element, element.get("name", "")))
        else:
            found.append(number)
    return Document(
        hashlib.sha256(content).hexdigest(),
        frozenset((match[1], match[2]) for href in _schemas(root) for match in _LAYOUT.finditer(href)),
        frozenset(context.entity for context in contexts.values() if context is not None),
        tuple(found),
        tuple(_texts(root, tag_of, contexts, texts)),
        tuple(unreadable),
    )


def _parsed(content: bytes) -> etree._Element:
    if len(content) > LARGEST_DOCUMENT:
        raise ReportFault("too_large")
    if content.count(b"<") > MOST_ELEMENTS or content.count(b"=") > MOST_ATTRIBUTES:
        raise ReportFault("too_many_elements")
    if b"\0" in content or not _is_utf8(content):
        raise ReportFault("wrong_encoding")
    if b"<!ENTITY" in content:
        raise ReportFault("own_entities")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ReportFault("not_xml") from None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


#: Gives the tag that a prefixed name stands for where an element uses it.
_TagOf = Callable[[etree._Element, str], str]  # noqa: SLF001 - the library's only name for what it gives


def _tags(root: etree._Element, content: bytes) -> _TagOf:
    """How a prefixed name is resolved: by the root's prefixes, or each element's own where there are any."""
    families: dict[str | None, str] = {}

    def family(uri: str | None) -> str:
        if uri not in families:
            matches = (match.expand(name) for form, name in _FAMILIES if (match := form.fullmatch(uri or "")))
            families[uri] = next(matches, f"{{{uri or ''}}}")
        return families[uri]

    at_root, declarations = root.nsmap, content.count(b"xmlns")
    is_plain = declarations == len(at_root)
    if not is_plain and declarations > MOST_INNER_PREFIXES:
        raise ReportFault("too_many_elements")

    def tag_of(element: etree._Element, name: str) -> str:
        prefix, colon, local = name.strip().rpartition(":")
        declared = at_root if is_plain else element.nsmap
        return f"{family(declared.get(prefix if colon else None))}:{local}"

    return tag_of


def _schemas(root: etree._Element) -> Iterator[str]:
    for element in root.iter("{http://www.xbrl.org/2003/linkbase}schemaRef"):
        yield element.get(_HREF, "")


def _contexts(root: etree._Element) -> dict[str, Context | None]:
    """Contexts by id; `None` for one whose entity or days cannot be read."""
    found: dict[str, Context | None] = {}
    for element in root.iter(f"{_XBRLI}context"):
        name, context = element.get("id", ""), _context(element)
        if found.setdefault(name, context) != context:
            raise ReportFault("ambiguous_context")
    return found


def _context(element: etree._Element) -> Context | None:
    entity = (element.findtext(f"{_XBRLI}entity/{_XBRLI}identifier") or "").strip()
    period = f"{_XBRLI}period/{_XBRLI}"
    instant, start, end = (
        numbers.date(element.findtext(f"{period}{name}") or "") for name in ("instant", "startDate", "endDate")
    )
    last = end if instant is None else instant
    if not entity or last is None or (instant is None and (start is None or start > last)):
        return None
    return Context(entity, None if instant is not None else start, last, _scope(element))


#: Endings of the members that tell whom a context is about.
_MEMBERS = {"JuridiskPerson": Scope.COMPANY, "Koncern": Scope.GROUP, "Generell": Scope.COMMON}


def _scope(context: etree._Element) -> Scope:
    """By the member in the segment or scenario; without any, it is the company. The context's id says nothing."""
    scopes = set()
    for part in (*context.iter(f"{_XBRLI}segment"), *context.iter(f"{_XBRLI}scenario")):
        for member in part.iterdescendants():
            if len(member):
                continue
            said = f"{etree.QName(member).localname} {(member.text or '').rpartition(':')[2]}"
            scopes.add(next((scope for word, scope in _MEMBERS.items() if word in said), Scope.OTHER))
    return scopes.pop() if len(scopes) == 1 else Scope.OTHER if scopes else Scope.COMPANY


def _units(root: etree._Element) -> dict[str, str]:
    """Unit ids → the currency, or the unit's own local name."""
    found = {}
    for element in root.iter(f"{_XBRLI}unit"):
        measures = element.findall(f"{_XBRLI}measure")
        if len(measures) == 1:
            prefix, _, local = (measures[0].text or "").strip().rpartition(":")
            is_currency = measures[0].nsmap.get(prefix or None) == _CURRENCIES
            found[element.get("id", "")] = local if is_currency else f"xbrli:{local}"
    return found


def _number(
    element: etree._Element, tag_of: _TagOf, contexts: dict[str, Context | None], units: dict[str, str]
) -> Number | None:
    context, unit = contexts.get(element.get("contextRef", "")), units.get(element.get("unitRef", ""))
    scale = element.get("scale")
    form = element.get("format")
    if form is not None:
        uri, _, form = tag_of(element, form).rpartition(":")
        form = form if uri.startswith(f"{{{_TRANSFORMATIONS}") else ""
    written = "".join(str(text) for text in element.itertext())
    amount = numbers.amount(written, form, scale, element.get("sign"))
    if context is None or unit is None or amount is None or form == "":
        return None
    decimals = numbers.precision(element.get("decimals"), scale)
    return Number(tag_of(element, element.get("name", "")), context, unit, amount, decimals)


def _texts(
    root: etree._Element, tag_of: _TagOf, contexts: dict[str, Context | None], tags: Collection[str]
) -> Iterator[Text]:
    local_names = {tag.rpartition(":")[2] for tag in tags}
    continuations = {each.get("id", ""): each for each in root.iter(f"{_IX}continuation")}
    wanted = (
        element
        for element in root.iter(f"{_IX}nonNumeric")
        if element.get("name", "").rpartition(":")[2].strip() in local_names
    )
    for element in itertools.islice(wanted, MOST_TEXTS):
        tag, context = tag_of(element, element.get("name", "")), contexts.get(element.get("contextRef", ""))
        if tag in tags and context is not None and element.get(_NIL, "").strip() not in _TRUE:
            yield Text(tag, context, _words(element, continuations))


def _words(element: etree._Element, continuations: dict[str, etree._Element]) -> str:
    """The text of an element and of what continues it, without what is marked as excluded."""
    parts: list[str] = []
    following: etree._Element | None = element
    while following is not None and len(parts) < MOST_CONTINUATIONS:
        parts.append("".join(_included(following)))
        following = continuations.get(following.get("continuedAt", ""))
    return " ".join("".join(parts).split())


def _included(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != f"{_IX}exclude":
            yield from _included(child)
        yield child.tail or ""
