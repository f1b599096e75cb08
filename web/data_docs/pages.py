"""Data Docs: Great Expectations' own pages about every delivery, built so that they call no other host.

The library writes its site from the JSON results that `sources/expectation_context.py` keeps; each page is then
rewritten (`self_contained.py`), and the index is our own, since the library's needs scripts. Nothing is checked here.
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import jinja2

from sources.expectation_context import RESULTS, open_context, quiet
from tables.contracts import deliveries
from web.data_docs import self_contained as rewriting
from web.data_docs.self_contained import Frame, self_contained, wrapped

#: The folder under the home directory that the pages are built into.
FOLDER = "data_docs"
_HERE = Path(__file__).parent
_STYLESHEET = _HERE / "data_docs.css"
_TEMPLATE_FOLDER = _HERE.parent / "templates"
_MARK = "built_from.json"
_SUITES = RESULTS.with_name("expectations")
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_TEMPLATE_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined
)

Status = Literal["good", "warn", "bad", "raised"]
_WORST_FIRST: tuple[Status, ...] = ("raised", "bad", "warn", "good")


@dataclass(frozen=True)
class Run:
    """One kept result of one table.

    Attributes:
        table: the table's qualified name.
        moment: when the delivery came, `YYYY-MM-DD HH:MM` in UTC.
        page: where its page is, from the index.
        status: `raised` when something could not be evaluated, else the worst that did not hold.
        expectations: how many were evaluated.
        wrong: in Swedish, what did not hold, the gravest first.
    """

    table: str
    moment: str
    page: str
    status: Status
    expectations: int
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class _Basis:
    """What pages are built from: a digest of the code, and of the kept suite or result behind each page."""

    code: str
    pages: dict[str, str]


def build_data_docs(context_folder: Path, out: Path) -> Path:
    """Build all pages into `out`, in place of what was there, and return the index page.

    A page that the same code built from the same result is taken over as it is. Does nothing when all are; finding
    that out is quick.

    Args:
        context_folder: the folder of the Great Expectations project that `check_delivery` kept results in.
        out: the folder of the pages. It is replaced whole, so a reader never finds half a site.
    """
    basis, mark = _basis(context_folder), out / _MARK
    earlier = _read_mark(mark)
    if earlier == basis:
        return out / "index.html"
    for left_behind in out.parent.glob(f".{out.name}.*"):  # by a build that was killed
        shutil.rmtree(left_behind)
    new = out.with_name(f".{out.name}.new")
    new.mkdir(parents=True)
    stale = [page for page in basis.pages if not _taken_over(page, basis, earlier, out, new)]
    _build_site(context_folder, new, stale)
    shutil.rmtree(new / "static", ignore_errors=True)
    for page in map(Path, stale):
        frame = Frame(_title(page), "../" * (len(page.parts) - 1))
        (new / page).write_text(self_contained((new / page).read_text("utf-8"), frame), "utf-8")
    (new / "index.html").write_text(_index(kept_runs(context_folder)), "utf-8")
    shutil.copyfile(_STYLESHEET, new / _STYLESHEET.name)
    (new / _MARK).write_text(json.dumps(asdict(basis), indent=0), "utf-8")
    _put_in_place(new, out)
    return out / "index.html"


def kept_runs(context_folder: Path) -> list[Run]:
    """The kept results, newest first within each table, tables in the order of their contracts."""
    order = {contract.qualified_name(): place for place, contract in enumerate(deliveries().values())}
    results = context_folder / RESULTS
    files = sorted(results.rglob("*.json"), key=lambda file: file.parent.name, reverse=True)
    runs = [_run(file, results) for file in files]
    return sorted(runs, key=lambda run: order.get(run.table, len(order)))


def _basis(context_folder: Path) -> _Basis:
    ours = [Path(__file__), Path(str(rewriting.__file__)), _STYLESHEET, *sorted(_TEMPLATE_FOLDER.glob("data_docs_*"))]
    code = hashlib.sha256(version("great_expectations").encode())
    for file in ours:
        code.update(file.name.encode() + file.read_bytes())
    pages = {
        _page(kept, file): hashlib.sha256(file.read_bytes()).hexdigest()
        for kept in (context_folder / _SUITES, context_folder / RESULTS)
        for file in sorted(kept.rglob("*.json"))
    }
    return _Basis(code.hexdigest(), pages)


def _page(kept: Path, file: Path) -> str:
    """Where the page of a kept suite or result is, from the index; the library's own order of folders."""
    return (Path(kept.name) / file.relative_to(kept)).with_suffix(".html").as_posix()


def _read_mark(mark: Path) -> _Basis | None:
    """What the pages that are there were built from; nothing when there are none, or an earlier version wrote them."""
    try:
        return _Basis(**json.loads(mark.read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _taken_over(page: str, basis: _Basis, earlier: _Basis | None, out: Path, new: Path) -> bool:
    """Whether a page of the site before is good still; then it is put into the new site."""
    if earlier is None or earlier.code != basis.code or earlier.pages.get(page) != basis.pages[page]:
        return False
    if not (out / page).exists():
        return False
    (new / page).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(out / page, new / page)
    return True


def _build_site(context_folder: Path, out: Path, pages: list[str]) -> None:
    """Have the library write the pages named, and no others."""
    with quiet():
        from great_expectations.render.renderer.site_builder import SiteBuilder

        context = open_context(context_folder)
        stores = {_SUITES.name: context.expectations_store, RESULTS.name: context.validation_results_store}
        keys = [
            key
            for folder, store in stores.items()
            for key in store.list_keys()
            if "/".join((folder, *key.to_tuple())) + ".html" in pages
        ]
        if len(keys) != len(pages):
            raise RuntimeError(f"{len(pages)} pages are to be written, of which the library knows {len(keys)}")
        if not keys:
            return  # the library takes none for all
        SiteBuilder(
            context,
            store_backend={"class_name": "TupleFilesystemStoreBackend", "base_directory": str(out)},
            site_index_builder={"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False},
            show_how_to_buttons=False,
        ).build(resource_identifiers=keys)


def _put_in_place(new: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.old")
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _title(page: Path) -> str:
    if page.parts[0] == "expectations":
        return f"{'.'.join(page.with_suffix('').parts[1:])}: förväntningar"
    if page.parts[0] == "validations":
        return f"{'.'.join(page.parts[1:-3])} {_moment(page.parts[-2])}"
    return "Översikt"


def _moment(stamp: str) -> str:
    """`20260301T043000.1Z` → `2026-03-01 04:30`."""
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]} {stamp[9:11]}:{stamp[11:13]}"


def _run(file: Path, results: Path) -> Run:
    read = json.loads(file.read_text("utf-8"))
    wrong = sorted((each for each in read["results"] if not each["success"]), key=_is_only_a_warning)
    return Run(
        table=read["suite_name"],
        moment=_moment(file.parent.name),
        page=str(Path("validations") / file.relative_to(results).with_suffix(".html")),
        status=_status(wrong),
        expectations=len(read["results"]),
        wrong=tuple(str(each["expectation_config"]["description"]).split(" ⟨")[0] for each in wrong),
    )


def _is_only_a_warning(result: dict[str, Any]) -> bool:
    return bool(result["result"]) and result["expectation_config"].get("severity") != "critical"


def _status(wrong: list[dict[str, Any]]) -> Status:
    if not wrong:
        return "good"
    if any(not each["result"] for each in wrong):  # what raised has no result
        return "raised"
    return "warn" if all(map(_is_only_a_warning, wrong)) else "bad"


def _index(runs: list[Run]) -> str:
    newest: dict[str, Run] = {}
    for run in runs:
        newest.setdefault(run.table, run)
    earlier = {table: [run for run in runs if run.table == table and run != first] for table, first in newest.items()}
    delivered = [contract.qualified_name() for contract in deliveries().values()]
    body = _TEMPLATES.get_template("data_docs_index.html").render(
        newest=sorted(newest.values(), key=lambda run: _WORST_FIRST.index(run.status)),
        earlier=earlier,
        missing=[table for table in delivered if table not in newest],
    )
    return wrapped(body, Frame("Översikt", ""))
