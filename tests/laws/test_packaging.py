"""Laws on what is installed: a lock with digests and no addresses, and a wheel of exactly the six packages."""

import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.laws.source_tree import PACKAGES, ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(\[[a-z0-9,_-]+\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


def test_the_lock_names_no_address():
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links|--trusted-host", LOCK)


def test_every_pin_of_the_lock_has_a_digest():
    requirements = [block for block in re.split(r"\n(?=[a-z])", LOCK) if PIN.match(block)]
    assert len(requirements) > len(WANTED)
    assert [block.splitlines()[0] for block in requirements if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("wanted", WANTED)
def test_the_lock_holds_what_the_project_asks_for(wanted):
    requirement = Requirement(wanted)
    pinned = {canonicalize_name(found["name"]): found["version"] for found in PIN.finditer(LOCK)}
    assert pinned[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_exactly_the_six_packages(wheel_names):
    top = {name.split("/")[0] for name in wheel_names if ".dist-info/" not in name}
    assert top == set(PACKAGES)


@pytest.mark.parametrize(
    "pattern",
    [
        "tables/code_list_data/*.csv",
        "indicators/profiles/*.toml",
        "web/templates/*",
        "web/data_docs/*.css",
        "web/site/templates/**/*.html",
        "web/site/static/*",
        "tables/*.toml",
        "sources/lookups/*.toml",
    ],
)
def test_the_wheel_holds_the_data_that_the_code_reads(wheel_names, pattern):
    files = [path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern) if path.is_file()]
    assert files
    assert set(files) <= set(wheel_names)


def test_the_wheel_carries_the_settings_of_the_orchestrator(wheel_names):
    assert "pipelines/dagster.yaml" in wheel_names


def test_the_wheel_holds_no_state_and_no_notes(wheel_names):
    assert not [name for name in wheel_names if re.search(r"\.duckdb|\.parquet|\.data/|__pycache__|\.md$", name)]
