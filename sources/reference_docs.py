"""Sources → reference pages: what is recorded about each, the headings its files may have, and what is said of faults.

Pure: registry, headings and wording in, Markdown out. The columns themselves are described by the contracts, on the
pages of the tables.
"""

from collections.abc import Mapping

from sources.errors import wording
from sources.headings import known_headings, normalised
from sources.reading import SUFFIXES
from sources.source import Source
from tables.code_lists import labels_of
from tables.raw import Delivery
from tables.reference_docs import page, table_of


def pages(sources: Mapping[str, Source]) -> dict[str, str]:
    """Path under `docs/reference/` → page."""
    return {"sources.md": _sources_page(sources), "delivery_faults.md": _faults_page()}


def _sources_page(sources: Mapping[str, Source]) -> str:
    endings = ", ".join(f"`{suffix}`" for suffix in SUFFIXES)
    said = (
        f"A source drops files in its own folder. A file name begins with the table's name and ends with {endings}. "
        "The columns are described with [the tables](tables/raw.md). A heading may be the column's own name or one of "
        "the headings below, in any case, with spaces, hyphens or underscores. What is said when something is wrong is "
        "[listed by rule](delivery_faults.md)."
    )
    return page("Sources", said, *(_source(source) for source in sources.values()))


def _source(source: Source) -> str:
    recorded = table_of(
        ["", ""],
        [
            ["Folder", f"`{source.name}/`"],
            ["Publisher", source.publisher],
            ["Used for", source.purpose],
            ["Legal ground", ", ".join(labels_of("legal_refs")[key] for key in source.legal_refs)],
            ["Comes", source.cadence.replace("_", " ")],
            ["Kept", f"{source.retention_years} years after the year it concerns"],
            ["Answers for its use", source.owner],
            ["Next review", source.review],
        ],
    )
    deliveries = (_delivery(contract, source) for contract in source.deliveries)
    return "\n\n".join([f"## {source.label}", recorded, *deliveries])


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
