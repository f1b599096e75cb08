"""Two versions of the catalogue on the same made-up register: the one in a git revision and the one in the checkout.

Each version is computed in a process of its own, with its own `indicators` and `tables`, over the facts of today's
rules. Comparing the results is `indicators/workbench/comparison.py`.
"""

import filecmp
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from indicators.definition import Target
from indicators.workbench.comparison import (
    IndicatorDifference,
    ListDifference,
    Version,
    compare_lists,
    compare_values,
)
from pipelines.cli import reference_register

_PACKAGES = ("indicators", "tables")
_PROGRAM = Path(__file__).with_name("version_values.py")
Progress = Callable[[str], None]


class CannotCompare(RuntimeError):
    """The versions cannot be compared. The message says why, in Swedish."""


class NoSuchRevision(CannotCompare):
    """There is no such revision, or no history at all."""


@dataclass(frozen=True)
class Differences:
    """What differs between a revision and the checkout, and on what that was seen."""

    revision: str
    commit: str
    activities: int
    n_indicators: int
    indicators: tuple[IndicatorDifference, ...]
    lists: tuple[ListDifference, ...]


def compare(root: Path, revision: str, activities: int, progress: Progress) -> Differences:
    """Compute both versions and say what differs.

    Args:
        root: a git checkout with the packages.
        revision: anything git understands as a commit.
        activities: the size of the register.
        progress: called with one line per step.

    Raises:
        NoSuchRevision: git does not know the revision, or `root` is no checkout.
        CannotCompare: one of the versions cannot be computed.
    """
    commit = _commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="tillsynsradar-") as folder:
        work = Path(folder)
        _extract(root, commit, work / "before")
        _write_facts(reference_register.facts(activities, progress), work / "facts")
        progress(f"{revision} räknas ut")
        before = _computed(work / "before", work, revision)
        progress("utcheckningen räknas ut")
        after = _computed(root, work, "utcheckningen")
    return Differences(
        revision=revision,
        commit=commit,
        activities=activities,
        n_indicators=len(after.definitions),
        indicators=tuple(compare_values(before, after)),
        lists=tuple(compare_lists(before, after, list(Target))),
    )


def _commit(root: Path, revision: str) -> str:
    """The commit that a revision names, in full."""
    asked = ["git", "-C", str(root), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    try:
        found = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - no shell, own words
    except FileNotFoundError as error:
        raise NoSuchRevision("git finns inte på datorn; jämförelsen hämtar den tidigare versionen ur git") from error
    if found.returncode == 0:
        return found.stdout.strip()
    if found.returncode == 128 and "not a git repository" in found.stderr:
        raise NoSuchRevision("det här är ingen git-utcheckning; jämförelsen hämtar den tidigare versionen ur git")
    raise NoSuchRevision(f"revisionen {revision!r} finns inte; `git log --oneline` visar dem som finns")


def _extract(root: Path, commit: str, folder: Path) -> None:
    """The packages of a commit in a folder of their own."""
    asked = ["git", "-C", str(root), "archive", "--format=tar", commit, "--", *_PACKAGES]
    found = subprocess.run(asked, capture_output=True, check=False)  # noqa: S603 - no shell, a commit's digest
    if found.returncode:
        raise CannotCompare(f"revisionen har inte paketen {' och '.join(_PACKAGES)}; välj en senare")
    folder.mkdir()
    with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
        archive.extractall(folder, filter="data")
    _lend_compiled(root, folder)


def _lend_compiled(root: Path, folder: Path) -> None:
    """Copy the checkout's compiled code to each package of which all sources are the same: compiling takes longest."""
    for compiled in sorted((root / "indicators").rglob("__pycache__")):
        ours, theirs = compiled.parent, folder / compiled.parent.relative_to(root)
        names = sorted(path.name for path in ours.glob("*.py"))
        if names != sorted(path.name for path in theirs.glob("*.py")):
            continue
        if filecmp.cmpfiles(ours, theirs, names, shallow=False)[0] != names:
            continue
        for name in names:
            shutil.copystat(ours / name, theirs / name)
        shutil.copytree(compiled, theirs / compiled.name)


def _write_facts(facts: dict[str, pl.DataFrame], folder: Path) -> None:
    folder.mkdir()
    for name, frame in facts.items():
        frame.write_ipc(folder / f"{name}.arrow")


def _computed(root: Path, work: Path, called: str) -> Version:
    """One version's results, from a process that sees only its packages."""
    with tempfile.TemporaryDirectory(dir=work) as out:
        program = [sys.executable, "-P", str(_PROGRAM), str(root), str(work / "facts"), out]
        day, seed = reference_register.DAY.isoformat(), str(reference_register.SEED)
        ran = subprocess.run([*program, day, seed], cwd=work, capture_output=True, text=True, check=False)  # noqa: S603
        if ran.returncode:
            last = ran.stderr.strip().splitlines()[-1:] or ["inget sagt"]
            raise CannotCompare(f"{called} går inte att räkna ut på dagens fakta: {last[0]}")
        folder = Path(out)
        return Version(
            json.loads((folder / "definitions.json").read_text(encoding="utf-8")),
            pl.read_ipc(folder / "values.arrow"),
            pl.read_ipc(folder / "ranks.arrow"),
        )
