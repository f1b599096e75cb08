"""An export for one recipient: its own rows in every table, nobody else's, and never everybody's by mistake."""

import json
import shutil

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tables.exports import Export, files
from tables.serving import current
from tests.web.planted import MUNICIPAL
from tests.web.site.planted_municipal import OTHER_NAME, OURS, THEIRS, plant_export
from tests.web.site.planted_told import TOLD_OF, TOLD_TO_OTHERS, plant_told
from web.exports.narrowed import ROWS, NoSuchRecipient, narrowed


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    plant_export(folder, "a-run")
    plant_told(folder, "a-run")
    return folder


def test_a_party_gets_its_own_rows_and_the_countrys_figure(planted, tmp_path):
    own = narrowed(files.in_force(planted, "party"), MUNICIPAL, tmp_path)
    for contract in ROWS["party"]:
        parties = set(pl.read_parquet(own / f"{contract.table}.parquet")["party_id"].unique())
        assert parties <= {MUNICIPAL, None}, contract.table
        assert (None in parties) == (contract.table == "control_figure")
    assert OTHER_NAME.encode() not in b"".join(path.read_bytes() for path in own.iterdir())
    assert files.manifest_of(own)["tables"]["own_activity"]["rows"] == 3


def test_a_board_gets_what_it_was_told_and_the_countrys_years(planted, tmp_path):
    own = narrowed(files.in_force(planted, "inter_board"), THEIRS, tmp_path)
    told = pl.read_parquet(own / "inter_board_report.parquet")
    assert told["operator_name"].to_list() == [TOLD_TO_OTHERS]
    assert set(pl.read_parquet(own / "yearly_reports.parquet")["reported_by"].unique()) == {None, THEIRS}
    assert TOLD_OF.encode() not in (own / files.PAGES).read_bytes()


def test_whoever_has_nothing_gets_no_file(planted, tmp_path):
    for profile, who in (("party", "5599999999"), ("inter_board", "9999")):
        with pytest.raises(NoSuchRecipient):
            narrowed(files.in_force(planted, profile), who, tmp_path)


def test_every_table_of_a_narrowed_profile_has_its_rule():
    tables = [one for one in Export.__subclasses__() if getattr(one, "profile", None) in ROWS]
    assert len(tables) == 11
    assert {(one.profile, one) for one in tables} == {(profile, one) for profile in ROWS for one in ROWS[profile]}


def saved(home, folder, *words):
    return CliRunner().invoke(main, ["export", *words, "--output", str(folder), "--home", str(home)])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "säg vems med"),
        (["--profile", "party"], "säg vems med --party"),
        (["--profile", "inter_board"], "säg vems med --recipient"),
        (["--profile", "public", "--party", "5560000001"], "hör ihop med --profile party"),
        (["--profile", "party", "--party", "850101-1236"], "organisationsnummer med tio siffror"),
    ],
)
def test_nobody_gets_everybodys(tmp_path, words, said):
    answer = saved(tmp_path, tmp_path / "out", *words)
    assert answer.exit_code == 2
    assert said in answer.output
    assert "850101" not in answer.output
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / files.FOLDER).exists()


def test_the_command_saves_one_boards_rows(home, tmp_path):
    shutil.copytree(home / "serving", tmp_path / "home" / "serving")
    answer = saved(tmp_path / "home", tmp_path / "out", "--profile", "inter_board", "--recipient", OURS)
    assert answer.exit_code == 0, answer.output
    folder = tmp_path / "out" / "inter_board" / OURS
    assert json.loads((folder / "manifest.json").read_text())["run_id"] == current(home).stem
    assert {row["reported_by"] for row in json.loads((folder / "yearly_reports.json").read_text())} <= {None, OURS}
    assert saved(tmp_path / "home", tmp_path / "out", "--profile", "inter_board", "--recipient", "9999").exit_code == 1
