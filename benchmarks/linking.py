"""Proposals of who may be the same actor, on made-up organisations of which it is known: precision and recall.

Companies of the company register, and among them operators and unknown actors that are one of these under a name that
was written in another way, without a number that tells. Beside them traps: namesakes in other counties, sister
companies in the same town, neighbours at one address, others that are written almost the same.
"""

import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import polars as pl
from scipy.stats import binomtest

from sources.linking import model
from sources.linking.entities import ENTITY
from sources.linking.names import compared
from sources.synthetic.names import addresses, operator_names
from tables.code_lists import code_list

N_COMPANIES, SEED = 4_000, 1
THRESHOLDS = (0.05, 0.2, 0.5, 0.8, 0.95)
#: Share of companies that stand once more as an operator without a good number, and as a reported unknown actor.
OPERATORS, STUBS = 0.06, 0.03
#: Share of companies that have a trap of each kind beside them, and of copies that stand in another municipality.
TRAPS, MOVED = 0.03, 0.12
#: Share of companies that run something themselves.
ACTORS = 0.6
Rng = np.random.Generator
Pair = tuple[str, str]


@dataclass(frozen=True)
class Labelled:
    """Rows as the model takes them, and the pairs that are one and the same; traps are pairs that are not."""

    entities: pl.DataFrame
    same: frozenset[Pair]
    traps: frozenset[Pair]


def labelled(n_companies: int = N_COMPANIES, seed: int = SEED) -> Labelled:
    """A made-up set with its truth; the same seed gives the same set."""
    rng = np.random.default_rng(seed)
    rows = _companies(rng, n_companies)
    same: set[Pair] = set()
    traps: set[Pair] = set()
    for company in list(rows):
        copies = [company]
        for share, is_stub in ((OPERATORS, False), (STUBS, True)):
            if rng.random() < share:
                copies.append(_added(rows, _copy(rng, company, is_stub=is_stub)))
        same |= {_pair(one, other) for one, other in itertools.combinations(copies, 2)}
        for make in (_namesake, _sister, _neighbour, _almost):
            if rng.random() < TRAPS:
                trap = _added(rows, make(rng, company, rows[:n_companies]))
                traps |= {_pair(copy, trap) for copy in copies}
    frame = pl.DataFrame(rows, schema_overrides={"postal_code": pl.String})
    frame = frame.hstack(compared(frame["entity_name"]).drop("form_in_name"))
    entities = frame.select(pl.col(name).cast(kind) for name, kind in ENTITY.items()).sort("entity_id")
    return Labelled(entities, frozenset(same), frozenset(traps))


def _added(rows: list[dict[str, Any]], other: dict[str, Any]) -> dict[str, Any]:
    """A further row, with a key that tells nothing."""
    rows.append({**other, "entity_id": f"{'S' if other['is_stub'] else '5'}{len(rows):09d}"})
    return rows[-1]


def _pair(one: dict[str, Any], other: dict[str, Any]) -> Pair:
    first, second = sorted((str(one["entity_id"]), str(other["entity_id"])))
    return first, second


def _companies(rng: Rng, n: int) -> list[dict[str, Any]]:
    forms = rng.choice(["AB", "HB", "KB", "EK"], n, p=[0.88, 0.05, 0.02, 0.05])
    towns = code_list("municipalities").unique("code").sort("code")
    weight = towns["population_2016"].cast(pl.Float64).fill_null(1.0).to_numpy()
    where = rng.choice(towns.height, n, p=weight / weight.sum())
    names, streets = operator_names(rng, forms), addresses(rng, n)
    is_actor = rng.random(n) < ACTORS
    return [
        {
            "entity_id": f"5{place:09d}",
            "entity_name": names[place],
            "is_stub": False,
            "is_actor": bool(is_actor[place]),
            "legal_form": str(forms[place]),
            **_at(rng, towns, int(where[place]), streets[place]),
            "is_listed": True,
            "since": None,
        }
        for place in range(n)
    ]


def _at(rng: Rng, towns: pl.DataFrame, town: int, street: str) -> dict[str, Any]:
    code = towns["code"][town]
    return {
        "municipality_code": code,
        "county_code": towns["county_code"][town],
        "postal_code": f"{code}{rng.integers(0, 12):02d}",
        "addresses": [f"{street.lower()} {code}"],
    }


def _copy(rng: Rng, company: dict[str, Any], *, is_stub: bool) -> dict[str, Any]:
    """The same organisation as somebody else wrote it down."""
    town = code_list("municipalities").unique("code").sort("code")
    moved = _at(rng, town, int(rng.integers(town.height)), "") if rng.random() < MOVED else {}
    keeps_address = not is_stub and not moved and rng.random() < 0.4
    return {
        **company,
        **moved,
        "entity_name": _written(rng, str(company["entity_name"])),
        "is_stub": is_stub,
        "is_actor": True,
        "is_listed": False,
        "legal_form": None if is_stub else company["legal_form"],
        "postal_code": None,
        "addresses": company["addresses"] if keeps_address else None,
    }


def _namesake(rng: Rng, company: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Another organisation of the same name in another county; now and then its number is doubtful too."""
    others = [row for row in rows if row["county_code"] != company["county_code"]]
    there = others[int(rng.integers(len(others)))]
    place = {name: there[name] for name in ("municipality_code", "county_code", "postal_code")}
    return {**company, **place, "addresses": None, "is_actor": True, "is_listed": bool(rng.random() < 0.7)}


def _sister(rng: Rng, company: dict[str, Any], _rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Another company of one group, in the same town; now and then its number is doubtful too."""
    stem, _, ending = str(company["entity_name"]).rpartition(" ")
    told = rng.choice(["Väst", "Öst", "2", "Holding", "Fastigheter"])
    listed = bool(rng.random() < 0.7)
    return {
        **company,
        "entity_name": f"{stem} {told} {ending}",
        "is_actor": True,
        "is_listed": listed,
        "addresses": None,
    }


def _neighbour(rng: Rng, company: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Somebody else at the same address."""
    name = rows[int(rng.integers(len(rows)))]["entity_name"]
    return {**company, "entity_name": name, "is_actor": True, "is_listed": bool(rng.random() < 0.7)}


def _almost(rng: Rng, company: dict[str, Any], _rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Another company in the same town whose name differs in one word."""
    first, *rest = str(company["entity_name"]).split(" ")
    trade = rng.choice(["Omsorg", "Vård", "Assistans", "LSS", "Hemtjänst", "Familjestöd", "Care"])
    renamed = " ".join([first, str(trade), *rest[1:]]) if trade != rest[0] else f"{first} Konsult {' '.join(rest[1:])}"
    return {
        **company,
        "entity_name": renamed,
        "is_actor": True,
        "is_listed": bool(rng.random() < 0.8),
        "addresses": None,
    }


def _written(rng: Rng, name: str) -> str:
    """A name as it comes out when somebody writes it from memory."""
    changes: tuple[Callable[[Rng, str], str], ...] = (_slip, _other_form, _shortened, _turned, _without_trade)
    shares = (0.45, 0.5, 0.2, 0.08, 0.1)
    for change, share in zip(changes, shares, strict=True):
        if rng.random() < share:
            name = change(rng, name)
    return name


def _slip(rng: Rng, name: str) -> str:
    """One or two slips of the pen: a letter doubled, lost, exchanged or in the wrong place."""
    for _ in range(1 + int(rng.random() < 0.25)):
        at = int(rng.integers(1, max(2, len(name) - 4)))
        kind = rng.integers(4)
        letter = str(rng.choice(list("aeionrst")))
        middle = {0: name[at] * 2, 1: "", 2: letter}.get(int(kind), name[at + 1 : at + 2] + name[at])
        name = name[:at] + middle + name[at + (2 if kind == 3 else 1) :]
    return name


def _other_form(rng: Rng, name: str) -> str:
    if not name.endswith(" AB"):
        return name
    stem = name[: -len(" AB")]
    return str(rng.choice([stem, f"{stem} Aktiebolag", f"AB {stem}", f"{stem} AB (publ)", stem.upper()]))


def _shortened(_rng: Rng, name: str) -> str:
    for long, short in (("Omsorg", "Oms."), ("Assistans", "Ass"), ("Behandlingshem", "Beh.hem"), (" & ", " och ")):
        name = name.replace(long, short)
    return name


def _turned(_rng: Rng, name: str) -> str:
    first, *rest = name.split(" ")
    return " ".join([*rest[:1], first, *rest[1:]])


def _without_trade(_rng: Rng, name: str) -> str:
    words = name.split(" ")
    return " ".join([words[0], *words[-1:]]) if len(words) > 2 else name


#: What the proposals are held against: ways to pair names, each among pairs that the model may pair too.
SIMPLER = {
    "same name": "l.name_key = r.name_key",
    "same name and town": "l.name_key = r.name_key AND l.municipality_code = r.municipality_code",
    f"Jaro-Winkler {model.JARO_WINKLER}": f"jaro_winkler_similarity(l.name_key, r.name_key) >= {model.JARO_WINKLER}",
}


def paired(entities: pl.DataFrame, condition: str) -> set[Pair]:
    """The pairs that meet a condition on their names, wherever they are."""
    with duckdb.connect() as connection:
        connection.register("entities", entities.drop("addresses").to_arrow())
        found = connection.sql(
            "SELECT l.entity_id, r.entity_id FROM entities l JOIN entities r ON l.entity_id < r.entity_id "
            f"WHERE {model.MAY_BE_ONE} AND {condition}"
        ).fetchall()
    return {(str(one), str(other)) for one, other in found}


def above(scored: pl.DataFrame, threshold: float) -> set[Pair]:
    """The pairs at least so likely."""
    chosen = scored.filter(pl.col("probability") >= threshold).select("left_id", "right_id")
    return {(str(one), str(other)) for one, other in chosen.iter_rows()}


def judged(truth: Labelled, proposed: Iterable[Pair]) -> dict[str, Any]:
    """How good a set of pairs is."""
    pairs = set(proposed)
    right = len(pairs & truth.same)
    precision, recall = right / max(1, len(pairs)), right / max(1, len(truth.same))
    return {
        "pairs": len(pairs),
        "precision": round(precision, 3),
        "  (95 %)": _interval(right, len(pairs)),
        "recall": round(recall, 3),
        " (95 %)": _interval(right, len(truth.same)),
        "F1": round(2 * precision * recall / max(1e-9, precision + recall), 3),
        "traps": len(pairs & truth.traps),
    }


def _interval(right: int, of: int) -> str:
    if not of:
        return "–"
    low, high = binomtest(right, of).proportion_ci(method="wilson")
    return f"{low:.3f}–{high:.3f}"


def run() -> dict[str, Any]:
    """Measure in a new process, so that the peak of memory is that of proposing and of nothing before it."""
    told = subprocess.run([sys.executable, "-m", "benchmarks.linking"], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def measure() -> dict[str, Any]:
    """Propose once, and judge it at several thresholds beside simpler ways."""
    truth = labelled()
    before, started, used = _peak_mb(), time.perf_counter(), time.process_time()
    scored = model.scored(truth.entities, min(THRESHOLDS))
    took, cpu, peak = time.perf_counter() - started, time.process_time() - used, _peak_mb()
    ways = {name: judged(truth, paired(truth.entities, condition)) for name, condition in SIMPLER.items()}
    ways |= {f"weighed, from {least}": judged(truth, above(scored, least)) for least in THRESHOLDS}
    return {
        "entities": truth.entities.height,
        "same": len(truth.same),
        "traps": len(truth.traps),
        "ways": ways,
        "seconds, import included": round(took, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mb": round(peak),
        "peak_mb_before": round(before),
    }


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(measure()))
