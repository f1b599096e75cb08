"""Sources → reference pages: the register of sources, the headings of files, and what is said of faults.

Pure: registers, headings and wording in, Markdown out. The columns themselves are described by the contracts, on the
pages of the tables. What people read about a source is Swedish, as on the screen; the frame around it is English.
"""

from collections.abc import Mapping

from sources.errors import wording
from sources.fetching.recorded import Connector
from sources.headings import known_headings, normalised
from sources.reading import SUFFIXES
from sources.source import Source
from tables.code_lists import labels_of
from tables.raw import Delivery
from tables.reference_docs import page, table_of


def pages(sources: Mapping[str, Source], connectors: Mapping[str, Connector]) -> dict[str, str]:
    """Path under `docs/reference/` → page."""
    return {
        "sources.md": _sources_page(sources),
        "fetched_sources.md": _fetched_page(connectors),
        "delivery_faults.md": _faults_page(),
    }


def _sources_page(sources: Mapping[str, Source]) -> str:
    endings = ", ".join(f"`{suffix}`" for suffix in SUFFIXES)
    said = (
        f"A source drops files in its own folder. A file name begins with the table's name and ends with {endings}. "
        "The columns are described with [the tables](tables/raw.md). A heading may be the column's own name or one of "
        "the headings below, in any case, with spaces, hyphens or underscores. What is said when something is wrong is "
        "[listed by rule](delivery_faults.md). What is fetched over a network has [its own page](fetched_sources.md), "
        "and there is a page on [how to switch on a source](../how_to/switch-on-a-source.md)."
    )
    return page("Sources of files", said, *(_source(source) for source in sources.values()))


def _source(source: Source) -> str:
    recorded = table_of(
        ["", ""],
        [
            ["Folder", f"`{source.name}/`"],
            *_recorded(source),
            ["Read", "only when a legal basis is recorded" if source.needs_basis else "always"],
            *([["To know", source.legal_note]] if source.legal_note else []),
        ],
    )
    deliveries = (_delivery(contract, source) for contract in source.deliveries)
    return "\n\n".join([f"## {source.label}", recorded, *deliveries])


def _recorded(one: Source | Connector) -> list[list[object]]:
    """What is recorded in the same way about files and about what is fetched."""
    return [
        ["Publisher", one.publisher],
        ["Used for", one.purpose],
        ["Legal ground", ", ".join(labels_of("legal_refs")[key] for key in one.legal_refs)],
        ["Comes", one.cadence.replace("_", " ")],
        ["Kept", f"{one.retention_years} years after the year it concerns"],
        ["Answers for its use", one.owner],
        ["Next review", one.review],
    ]


def _fetched_page(connectors: Mapping[str, Connector]) -> str:
    said = (
        "Sources that can be asked over a network. None is asked until somebody has decided it in `sources.toml`: see "
        "[how to switch one on](../how_to/switch-on-a-source.md). What is fetched becomes deliveries of our own, "
        "landed as [those of others](sources.md) are. A field of the publisher's that is not named here is not read."
    )
    return page("Fetched sources", said, *(_connector(one) for one in connectors.values()))


def _connector(one: Connector) -> str:
    needs = [] if one.is_open else ["credentials"]
    needs += ["a recorded legal basis"] if one.needs_basis else []
    recorded = table_of(
        ["", ""],
        [
            ["Name", f"`{one.name}`"],
            *_recorded(one),
            ["Late after", f"{one.max_age_days} days"],
            ["Needs", " and ".join(["a decision", *needs]) if one.fetch else "a service to ask: there is none"],
            ["Off because", one.off_because],
            ["To know", one.legal_note],
        ],
    )
    rows = ([theirs, ", ".join(f"`{column}`" for column in ours)] for theirs, ours in one.fields_used.items())
    fields = table_of(["Publisher's field", "Becomes"], rows)
    return f"## {one.label[:1].upper()}{one.label[1:]}\n\n{recorded}\n\n{fields}"


def _delivery(contract: type[Delivery], source: Source) -> str:
    band = source.rows_per_year[contract.table]
    others: dict[str, list[str]] = {name: [] for name in contract.delivered_columns()}
    for heading, name in known_headings(contract).items():
        if heading != normalised(name):
            others[name].append(heading.replace("_", " "))
    rows = ([f"`{name}`", ", ".join(sorted(headings))] for name, headings in others.items())
    said = f"{' '.join((contract.__doc__ or '').split())} Expected in a year: {band.least} to {band.most} rows."
    return f"### {contract.table}\n\n{said}\n\n{table_of(['Column', 'Also read as'], rows)}"


def _faults_page() -> str:
    file = "Then nothing of the file is landed, the run stops, and what was published before stays in force."
    row = "Then the row waits in quarantine, and the other rows go on."
    return page(
        "What is said about a delivery",
        "What a deliverer is told, by rule, in Swedish. `{…}` is filled in where the fault is found.",
        f"## The whole file is refused\n\n{file}\n\n{_rules('file')}",
        f"## One row is refused\n\n{row}\n\n{_rules('row')}",
    )


def _rules(section: str) -> str:
    return table_of(["Rule", "Wording"], ([f"`{rule}`", text] for rule, text in wording(section).items()))
