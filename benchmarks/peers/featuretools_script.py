"""Run by the Python that has Featuretools: task and answer are JSON. Imports nothing of ours."""

import json
import resource
import sys
import time

import featuretools as ft
import numpy as np
import pandas as pd


def main() -> None:
    """Calculate, then print."""
    task = json.load(sys.stdin)
    entities = _entities(pd.read_csv(task["facts"]), task["entities"])
    cpu, wall = _cpu_s(), time.perf_counter()
    matrices = [_matrix(entities, task["entities"], call) for call in task["calls"]]
    cost = {"cpu_s": _cpu_s() - cpu, "wall_s": time.perf_counter() - wall}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**cost, "peak_mb": peak, "sums": _sums(matrices, task["calls"]), "version": ft.__version__}))


def _cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _entities(facts: pd.DataFrame, n: int) -> ft.EntitySet:
    found = ft.EntitySet("facts")
    facts["event_date"] = pd.to_datetime(facts["event_date"])
    found.add_dataframe(dataframe=facts, dataframe_name="facts", index="fact", time_index="event_date")
    found.add_dataframe(dataframe=pd.DataFrame({"entity": np.arange(n)}), dataframe_name="entities", index="entity")
    return found.add_relationship("entities", "entity", "facts", "entity")


def _matrix(entities: ft.EntitySet, n: int, call: dict) -> pd.DataFrame:
    facts = entities["facts"].ww
    features = []
    for name, primitive in call["features"]:
        base = facts["fact"] if primitive == "Count" else facts["severity"]
        features.append(
            ft.Feature(
                ft.Feature(base),
                parent_dataframe_name="entities",
                primitive=getattr(ft.primitives, primitive),
                where=ft.Feature(facts[name]) == True,  # noqa: E712 - the library's own form of a condition
            ).rename(name)
        )
    times = pd.DataFrame({"entity": np.arange(n), "time": pd.Timestamp(call["day"])})
    window = ft.Timedelta(call["days"], "d")
    return ft.calculate_feature_matrix(
        features, entities, cutoff_time=times, training_window=window, include_cutoff_time=True
    )


def _sums(matrices: list[pd.DataFrame], calls: list[dict]) -> dict[str, list[int]]:
    """As `checks.py`, which this Python cannot import."""
    found: dict[str, list[int]] = {}
    for matrix, call in zip(matrices, calls, strict=True):
        weight = (matrix.index.to_numpy().astype(np.int64) * 7919 + call["number"] * 104729) % 1009 + 1
        for name, _ in call["features"]:
            cells = matrix[name].astype("float64").fillna(0).to_numpy().astype(np.int64)
            before = found.get(name, [0, 0])
            found[name] = [before[0] + int(cells.sum()), before[1] + int((cells * weight).sum())]
    return found


if __name__ == "__main__":
    main()
