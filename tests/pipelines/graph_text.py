"""The whole graph as text, so that a change of it is seen and read in review.

`python -m tests.pipelines.graph_text` writes it anew.
"""

from pathlib import Path

from pipelines.definitions import definitions
from pipelines.graph_docs import started_by

SNAPSHOT = Path(__file__).with_name("graph.txt")


def graph_text():
    """Assets with what they rest on, checks, jobs, schedules and sensors, sorted."""
    loaded = definitions()
    graph = loaded.resolve_asset_graph()
    lines = ["# assets, what they rest on, and who answers for them"]
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        parents = " ".join(sorted(parent.to_user_string() for parent in node.parent_keys)) or "-"
        lines.append(f"{key.to_user_string()} <- {parents} [{', '.join(node.owners)}]")
    lines += ["", "# checks; ! blocks what rests on the asset"]
    for key in sorted(graph.asset_check_keys, key=str):
        blocking = "!" if graph.get_check_spec(key).blocking else " "
        lines.append(f"{blocking} {key.asset_key.to_user_string()}: {key.name}")
    lines += ["", "# jobs and the steps they consist of"]
    for job in sorted(loaded.jobs, key=lambda one: one.name):
        lines.append(f"{job.name}: {' '.join(sorted(node.name for node in loaded.resolve_job_def(job.name).nodes))}")
    lines += ["", "# what starts them"]
    lines += [f"{one.name}: {one.job_name} {one.cron_schedule} {one.execution_timezone}" for one in loaded.schedules]
    lines += [f"{one.name}: {started_by(one)} every {one.minimum_interval_seconds} s" for one in loaded.sensors]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    SNAPSHOT.write_text(graph_text(), encoding="utf-8")
