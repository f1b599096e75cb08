"""Cases: which peers answer how many questions about how many facts at how many dates, and whether they agree."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers import checks, generated
from benchmarks.peers.generated import Size
from benchmarks.peers.measured import Answered, NotInstalled, in_own_process


@dataclass(frozen=True)
class Case:
    """One set of facts and questions, and who answers; `times` repetitions where the peer is quick."""

    facts: int
    entities: int
    dates: int
    columns: int
    peers: tuple[str, ...]
    times: int = 1
    cap_mb: int | None = None

    @property
    def cells(self) -> int:
        """Size of the answer."""
        return self.entities * self.dates * self.columns

    def __str__(self) -> str:
        cap = f" under {self.cap_mb} MB" if self.cap_mb else ""
        size = f"{_short(self.facts)} facts, {_short(self.entities)} entities"
        return f"{size}, {self.dates} dates, {self.columns} columns{cap}"


def _short(number: int) -> str:
    return f"{number // 1_000_000} M" if number % 1_000_000 == 0 else f"{number // 1000} k"


@dataclass(frozen=True)
class Measured:
    """What one peer cost in one case: the median over the repetitions, and the highest memory."""

    case: Case
    peer: str
    times: int
    cpu_s: float
    wall_s: float
    peak_mb: float
    notes: dict[str, Any]

    def as_row(self) -> dict[str, Any]:
        """For printing."""
        ns = self.cpu_s / self.case.cells * 1e9
        return {
            "cpu_s": round(self.cpu_s, 3),
            "wall_s": round(self.wall_s, 3),
            "peak_mb": round(self.peak_mb),
            "ns_a_cell": round(ns, 2),
            "times": self.times,
        }


#: Peers that are quick enough to be run several times.
QUICK = frozenset({"engine_prepared", "engine_raw", "scan_duckdb", "scan_polars"})


class Disagreement(AssertionError):
    """Two peers answered the same question differently."""


@dataclass
class Bench:
    """Runs cases, keeps what they cost, and refuses answers that differ."""

    found: list[Measured]
    missing: dict[str, str]
    agreed: dict[str, int]

    @classmethod
    def empty(cls) -> "Bench":
        """Nothing run yet."""
        return cls([], {}, {})

    def run(self, cases: Iterable[Case]) -> None:
        """Run all cases; facts are generated once for those that share them.

        Raises:
            Disagreement: a column differs between two peers; the message says which.
        """
        for size, same in _by_facts(cases).items():
            with _facts(size) as path:
                for case in same:
                    self._one(case, path)

    def _one(self, case: Case, path: Path) -> None:
        first: tuple[str, checks.Sums] | None = None
        for peer in case.peers:
            answered = self._asked(case, peer, path)
            if answered is None:
                continue
            self.found.append(_measured(case, peer, answered))
            print(f"  {case}: {peer} {self.found[-1].as_row()}", flush=True)
            if answered.sums and first is None:
                first = peer, answered.sums
            elif answered.sums and first is not None:
                self._compared(case, first, (peer, answered.sums))

    def _asked(self, case: Case, peer: str, path: Path) -> Answered | None:
        task = {
            "facts": str(path),
            "entities": case.entities,
            "dates": case.dates,
            "columns": case.columns,
            "times": case.times if peer in QUICK else 1,
            "keep": str(path.parent / "prepared"),
            "memory_mb": case.cap_mb or 0,
        }
        try:
            return in_own_process(peer, task, case.cap_mb)
        except NotInstalled as missing:
            self.missing[peer] = str(missing)
            return None

    def _compared(self, case: Case, first: tuple[str, checks.Sums], other: tuple[str, checks.Sums]) -> None:
        shared = {name: sums for name, sums in first[1].items() if name in other[1]}
        different = checks.differences(shared, other[1])
        if different:
            raise Disagreement(f"{case}: {other[0]} and {first[0]} differ in {', '.join(different)}")
        self.agreed[other[0]] = self.agreed.get(other[0], 0) + len(shared)

    def cost(self, peer: str, **of: int | None) -> Measured | None:
        """What a peer cost in the first case that has these properties; nothing where it was not run."""
        wanted = {"cap_mb": None, **of}
        for measured in self.found:
            if measured.peer == peer and all(getattr(measured.case, name) == value for name, value in wanted.items()):
                return measured
        return None


def _measured(case: Case, peer: str, answered: Answered) -> Measured:
    return Measured(
        case=case,
        peer=peer,
        times=len(answered.costs),
        cpu_s=median(cost.cpu_s for cost in answered.costs),
        wall_s=median(cost.wall_s for cost in answered.costs),
        peak_mb=max(cost.peak_mb for cost in answered.costs),
        notes=answered.notes,
    )


def _by_facts(cases: Iterable[Case]) -> dict[Size, list[Case]]:
    found: dict[Size, list[Case]] = {}
    for case in cases:
        plain = "featuretools_cutoffs" in case.peers
        found.setdefault(Size(case.facts, case.entities, plain=plain), []).append(case)
    return found


@contextmanager
def _facts(size: Size) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bench-facts-") as folder:
        Path(folder).chmod(0o755)
        yield generated.write(Path(folder) / "facts.parquet", size)


def exponent(cheaper: Measured | None, dearer: Measured | None, axis: str) -> float | None:
    """How CPU grows with one property of the case: 1 is proportional, 0 not at all."""
    if cheaper is None or dearer is None:
        return None
    ratio = getattr(dearer.case, axis) / getattr(cheaper.case, axis)
    return round(log(dearer.cpu_s / cheaper.cpu_s) / log(ratio), 2)


def table(found: Sequence[Measured]) -> dict[str, dict[str, Any]]:
    """Measurements as rows by peer."""
    return {measured.peer: measured.as_row() for measured in found}
