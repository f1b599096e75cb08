"""Sources → reference pages: the folders and headings a delivery may have, and what is said when something is wrong.

Pure: contracts, headings and wording in, Markdown out. The columns themselves are described by the contracts, on the
pages of the tables.
"""

from collections.abc import Iterable
from itertools import groupby

from sources.errors import wording
from sources.headings import known_headings, normalised
from sources.reading import SUFFIXES
from tables.contracts import deliveries
from tables.raw import Delivery
from tables.reference_docs import page, table_of


def pages() -> dict[str, str]:
    """Path under `docs/reference/` → page."""
    return {"sources.md": _sources_page(), "delivery_faults.md": _faults_page()}


def _sources_page() -> str:
    endings = ", ".join(f"`{suffix}`" for suffix in SUFFIXES)
    said = (
        f"A source drops files in its own folder. A file name begins with the table's name and ends with {endings}. "
        "The columns are described with [the tables](tables/raw.md). A heading may be the column's own name or one of "
        "the headings below, in any case, with spaces, hyphens or underscores."
    )
    by_folder = groupby(sorted(deliveries().values(), key=lambda each: each.folder), key=lambda each: each.folder)
    return page("Sources", said, *(_folder(folder, contracts) for folder, contracts in by_folder))


def _folder(folder: str, contracts: Iterable[type[Delivery]]) -> str:
    return "\n\n".join([f"## {folder}", *(_headings(contract) for contract in contracts)])


def _headings(contract: type[Delivery]) -> str:
    others: dict[str, list[str]] = {name: [] for name in contract.delivered_columns()}
    for heading, name in known_headings(contract).items():
        if heading != normalised(name):
            others[name].append(heading.replace("_", " "))
    rows = ([f"`{name}`", ", ".join(sorted(headings))] for name, headings in others.items())
    title = f"### {contract.table}\n\n{' '.join((contract.__doc__ or '').split())}"
    return (
        f"{title} One row is {contract.grain}. Owner: {contract.owner}.\n\n{table_of(['Column', 'Also read as'], rows)}"
    )


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
