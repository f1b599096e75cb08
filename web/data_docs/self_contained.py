"""Rewriting one Data Docs page of Great Expectations so that it needs nothing but itself and one stylesheet.

Scripts, outside stylesheets, the vendor's logo (which tells the vendor who looks), its navigation bar and its footer
go; inline styles and event handlers go; a head and a bar of our own come; fixed English phrases become Swedish. The
"failed only" filter and the folded parts work by stylesheet. What is on the page is otherwise the library's own.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

#: Nothing from any other host, and no script at all.
POLICY = "default-src 'none'; style-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'"
_DROPPED = frozenset({"script", "style", "head", "footer", "title"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_KEPT_ATTRIBUTES = frozenset({"id", "class", "href", "hidden", "type", "name", "checked", "colspan", "aria-hidden"})
_PHRASES = {
    "Expectation Validation Result": "Kontroll av en leverans",
    "Evaluates whether a batch of data matches expectations.": "Vad som förväntades, och vad leveransen visade.",
    "Expectation Suite": "Förväntningar på en tabell",
    "A collection of Expectations defined for batches of data.": "Vad varje leverans av tabellen kontrolleras mot.",
    "Actions": "Visa",
    "Validation Filter:": "Rader",
    "Show All": "Alla",
    "Failed Only": "Bara avvikelser",
    "Table of Contents": "Innehåll",
    "Overview": "Översikt",
    "Table-Level Expectations": "Hela tabellen",
    "Statistics": "Sammanfattning",
    "Evaluated Expectations": "Förväntningar",
    "Successful Expectations": "Uppfyllda",
    "Unsuccessful Expectations": "Inte uppfyllda",
    "Success Percent": "Andel uppfyllda",
    "Expectation Suite:": "Förväntningar:",
    "Status:": "Status:",
    "Failed": "Inte uppfyllda",
    "Succeeded": "Uppfyllda",
    "Expectation": "Förväntning",
    "Observed Value": "Utfall",
    "raised an exception:": "kunde inte bedömas:",
    "Show exception traceback...": "Visa hela felet",
    "Show more info...": "Om körningen",
    "Expectation Suite Name": "Tabell",
    "Great Expectations Version": "Great Expectations, version",
    "Run Name": "Leverans (nyaste filens nummer i liggaren)",
    "Run Time": "Mottagen",
    "Batch Markers": "Märkning",
    "Batch Parameters": "Parametrar",
    "Batch Spec": "Underlag",
    "Notes": "Omfattning",
    "Info": "Uppgifter",
    "--": "–",
    "large_string[pyarrow]": "text",
    "date32[day][pyarrow]": "datum",
    "int32[pyarrow]": "heltal",
    "int64[pyarrow]": "heltal",
    "double[pyarrow]": "tal",
    "bool[pyarrow]": "ja eller nej",
}
_PATTERNS = (
    (
        re.compile(r"([\d ,]+) unexpected values found\. ≈?([\d.e-]+)% of ([\d ,]+) total rows\."),
        r"\1 av \3 rader avviker (\2 %).",
    ),
    (re.compile(r"^≈?([\d.e-]+)% unexpected$"), r"\1 % avviker"),
    (re.compile(r"^≈?([\d.e-]+)% not null$"), r"\1 % ifyllda"),
    (re.compile(r"^≈?([\d.e-]+)%$"), r"\1 %"),
    (re.compile(r"^rule:"), "regel: "),
    (re.compile(r"Data asset: \S*"), ""),
    (
        re.compile(r"This Expectation suite currently contains (\d+) total Expectations across (\d+) columns\."),
        r"\1 förväntningar på \2 kolumner.",
    ),
)
_DECIMAL = re.compile(r"(\d)\.(\d+) %")
_BADGE = re.compile(r"⟨(.+?)⟩")
_BADGE_CLASSES = {"varning": "badge-warning", "stoppar": "badge-danger"}


@dataclass(frozen=True)
class Frame:
    """What a page is put in.

    Attributes:
        title: the heading of the browser's tab and the last step of the trail.
        root: the way to the folder of the index page, such as `../../`.
    """

    title: str
    root: str


def self_contained(page: str, frame: Frame) -> str:
    """The page, rewritten."""
    rewriter = _Rewriter()
    rewriter.feed(page)
    rewriter.close()
    return wrapped("".join(rewriter.out), frame)


def wrapped(body: str, frame: Frame) -> str:
    """A whole page of our own around a body."""
    title = escape(frame.title)
    return f"""<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Datakvalitet · Tillsynsradar</title>
<link rel="stylesheet" href="{frame.root}data_docs.css">
</head>
<body>
<header class="bar"><a class="brand" href="{frame.root}index.html">Tillsynsradar</a>
<span class="trail"><a href="{frame.root}index.html">Datakvalitet</a> <span class="step">{title}</span></span></header>
{body}
<p class="foot">Sidorna visar antal, aldrig uppgifter ur raderna. Gjorda med Great Expectations.</p>
</body>
</html>
"""


@dataclass
class _Rewriter(HTMLParser):
    out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)
        self._dropping: list[str] = []
        self._head_nav = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._dropping or tag in _DROPPED or "sticky-top" in (given.get("class") or ""):
            if tag not in _VOID:
                self._dropping.append(tag)
            return
        if tag in {"html", "body", "link", "img", "meta"}:
            return
        self.out.append(f"<{tag}{_attributes(given)}>")

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            if tag in self._dropping:
                while self._dropping.pop() != tag:
                    pass
            return
        if tag not in {"html", "body"} | _VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._dropping:
            return
        if not data.strip():
            self.out.append("\n" if "\n" in data else data)
            return
        self.out.append(_badges(escape(_in_swedish(data), quote=False)))


def _attributes(given: dict[str, str | None]) -> str:
    kept = {name: value for name, value in given.items() if name in _KEPT_ATTRIBUTES and not _leads_out(name, value)}
    return "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept.items())


def _leads_out(name: str, value: str | None) -> bool:
    return name == "href" and (":" in (value or "").split("/")[0] or (value or "").startswith("//"))


def _in_swedish(text: str) -> str:
    bare = " ".join(text.split())
    for pattern, replacement in _PATTERNS:
        bare = pattern.sub(replacement, bare)
    if bare.startswith("['"):  # the names of the columns, as the library writes a list
        bare = bare.strip("[]").replace("'", "")
    bare = _DECIMAL.sub(r"\1,\2 %", bare)
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{' ' if lead else ''}{_PHRASES.get(bare, bare)}{' ' if tail else ''}"


def _badges(text: str) -> str:
    return _BADGE.sub(lambda found: f'<span class="badge {_BADGE_CLASSES.get(found[1], "")}">{found[1]}</span>', text)
