"""Exports of a run: in force all together, the same when made again, and files that open as they should."""

import csv
import io
import json
import shutil

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tables.exports.files import NothingExported, in_force, opened
from tables.serving import current
from tests.web.planted import FORMULA_NAME, SECRETS
from web.exports import formats, making
from web.exports.profiles import PROFILES


@pytest.fixture(scope="module")
def made(home, tmp_path_factory):
    """The planted home with its exports made. Read it; whoever wants to change something takes `kept`."""
    folder = tmp_path_factory.mktemp("made") / "home"
    shutil.copytree(home / "serving", folder / "serving")
    making.make_all(folder, current(folder).stem)
    return folder


@pytest.fixture
def kept(made, tmp_path):
    return shutil.copytree(made, tmp_path / "home")


@pytest.fixture(scope="module")
def saved(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("saved")
    for profile in PROFILES:
        formats.write_all(in_force(made, profile), folder / profile)
    return folder


def asked(home, *words):
    return CliRunner().invoke(main, ["export", *words, "--home", str(home)])


def test_a_run_leaves_every_profile_in_force(small_home):
    run_id = current(small_home.home).stem
    assert {in_force(small_home.home, profile).parent.name for profile in PROFILES} == {run_id}
    assert asked(small_home.home, "--check", "--profile", "public").exit_code == 0


def test_made_again_it_is_the_same_bytes_and_a_changed_one_is_told(kept):
    assert asked(kept, "--check").output.count("samma byte") == len(PROFILES)
    path = in_force(kept, "public") / "public_count.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    told = asked(kept, "--check", "--profile", "public")
    assert told.exit_code == 1
    assert "public_count.parquet" in told.output
    assert asked(kept, "--profile", "public").exit_code == 0
    assert asked(kept, "--check").exit_code == 0


def test_an_export_that_is_whole_is_left_as_it_is(kept):
    before = {path: path.stat().st_mtime_ns for path in (kept / "exports").rglob("*.*")}
    making.make_all(kept, current(kept).stem)
    assert {path: path.stat().st_mtime_ns for path in (kept / "exports").rglob("*.*")} == before


def test_an_export_that_fails_leaves_those_of_the_run_before_in_force(kept, monkeypatch):
    def broken(_published, _day):
        raise RuntimeError("a fault")

    before = in_force(kept, "public")
    later = kept / "serving" / "ffffffffffffffff.duckdb"
    shutil.copyfile(current(kept), later)
    monkeypatch.setattr(making, "PROFILES", {"public": PROFILES["public"], "party": broken})
    with pytest.raises(RuntimeError):
        making.make_all(kept, later.stem)
    assert in_force(kept, "public") == before
    assert not list((kept / "exports").rglob(".building*"))


def test_an_earlier_run_that_is_put_in_force_again_brings_its_exports(kept):
    later = kept / "serving" / "ffffffffffffffff.duckdb"
    shutil.copyfile(current(kept), later)
    done = CliRunner().invoke(main, ["publish", "--use", later.stem, "--home", str(kept)])
    assert done.exit_code == 0, done.output
    assert in_force(kept, "public").parent.name == later.stem


def test_a_check_of_what_was_never_made_says_so(home, tmp_path):
    shutil.copytree(home / "serving", tmp_path / "serving")
    told = asked(tmp_path, "--check")
    assert told.exit_code == 1
    assert "tillsynsradar export" in told.output
    with pytest.raises(NothingExported):
        in_force(tmp_path, "public")


def test_the_command_saves_every_format(kept, tmp_path):
    told = asked(kept, "--profile", "public", "--output", str(tmp_path / "saved"), "--address", "https://data.example/")
    assert told.exit_code == 0, told.output
    endings = {path.suffix for path in (tmp_path / "saved" / "public").iterdir()}
    assert endings == {".csv", ".json", ".parquet", ".jsonld"}
    assert "https://data.example/public_activity.csv" in (tmp_path / "saved/public/dcat.jsonld").read_text("utf-8")
    assert "public_activity" in told.output


def test_files_hold_the_same_rows_in_every_format(saved):
    for parquet in saved.rglob("*.parquet"):
        frame = pl.read_parquet(parquet)
        rows = list(csv.reader(io.StringIO(parquet.with_suffix(".csv").read_text(encoding="utf-8")), delimiter=";"))
        told = json.loads(parquet.with_suffix(".json").read_text(encoding="utf-8"))
        assert rows[0] == frame.columns
        assert len(rows) - 1 == len(told) == frame.height
        assert told == json.loads(frame.write_json())


def test_a_name_that_is_a_formula_is_text_in_a_spreadsheet(saved):
    content = (saved / "public" / "public_activity.csv").read_text(encoding="utf-8")
    names = [row["activity_name"] for row in csv.DictReader(io.StringIO(content), delimiter=";")]
    assert f"'{FORMULA_NAME}" in names
    assert not [name for name in names if name.startswith(("=", "+", "-", "@"))]


def test_no_file_of_the_planted_home_holds_a_secret(made, saved):
    paths = [path for folder in (made / "exports", saved) for path in folder.rglob("*") if path.is_file()]
    public = [path for path in paths if "party" not in path.parts]
    assert len(public) > 20
    for path in public:
        text = path.read_bytes().decode("utf-8", "replace")
        assert not [secret for secret in SECRETS if secret in text], path.name


def test_a_page_reads_the_activity_by_its_name(made):
    with opened(in_force(made, "public")) as pages:
        row = pages.execute("SELECT * FROM public_activity WHERE activity_id = 'V000001'").fetchone()
    assert (row["activity_name"], row["restriction_state"]) == ("Björkens hem", "inhibition")


def test_cells_that_would_be_computed_are_text():
    told = formats.as_csv(pl.DataFrame({"a": ["=1", "+x", "-x", "@a", "\tx", "-1", "a;b", None], "n": [-1] * 8}))
    assert told.decode().splitlines() == [
        "a;n", "'=1;-1", "'+x;-1", "'-x;-1", "'@a;-1", "'\tx;-1", "-1;-1", '"a;b";-1', ";-1",
    ]  # fmt: skip
