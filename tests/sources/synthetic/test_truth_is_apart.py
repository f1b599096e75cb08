"""The hidden truth lies outside the deliveries, and nothing that makes lists can reach it."""

import ast
from pathlib import Path

import pytest

import sources
from sources.synthetic import synthesise

ROOT = Path(sources.__file__).parents[1]
#: Columns that occur in the truth only.
LABELS = ("integrity_risk", "care_risk", "look_alike", "scheme_case", "scheme_day")
#: The commands that make a synthetic set may call `synthesise`, and nothing else of the package.
MAKERS = "pipelines/cli/"


def production_modules() -> list[Path]:
    packages = ("assets", "indicators", "pipelines", "sources", "tables", "web")
    found = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if not path.is_relative_to(ROOT / "sources" / "synthetic")]


def imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.startswith("sources.synthetic")}


def test_only_the_commands_that_make_a_set_import_the_generator():
    importers = {str(path.relative_to(ROOT)) for path in production_modules() if imported_names(path)}
    assert importers
    assert all(path.startswith(MAKERS) for path in importers)


def test_those_commands_cannot_read_the_truth():
    allowed = {
        "sources.synthetic.synthesise",
        *(f"sources.synthetic.{name}" for name in ("DEMO_ACTIVITIES", "DEMO_YEARS", "DEMO_SEED", "ENDS_ON")),
    }
    for path in production_modules():
        assert imported_names(path) <= allowed, path


@pytest.mark.parametrize("label", LABELS)
def test_no_production_module_mentions_a_label_of_the_truth(label):
    mentions = [path for path in production_modules() if label in path.read_text(encoding="utf-8")]
    assert mentions == []


def test_the_deliveries_hold_no_label(demo):
    for path in sorted(demo.folder.rglob("*.csv")):
        heading = path.read_text(encoding="utf-8").partition("\n")[0]
        assert not {"risk", "scheme", "knowledge"} & set(heading.split(";"))
    assert not list(demo.folder.rglob("*.parquet"))


def test_the_truth_may_not_lie_among_the_deliveries(tmp_path):
    with pytest.raises(ValueError, match="must not lie inside"):
        synthesise(tmp_path, tmp_path / "truth", 100, 1, 1)


def test_the_truth_knows_every_activity_that_is_delivered(demo):
    truth = demo.truth_of("activities")
    assert set(demo.raw("activity_version")["activity_id"]) <= set(truth["activity_id"])
    assert truth["risk"].null_count() == 0
