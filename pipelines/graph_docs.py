"""The graph → a reference page: what can be started, what starts it, and every asset with what it rests on.

Pure: definitions in, Markdown out. This is the one reference page that needs the orchestrator.
"""

import dagster as dg

from tables.reference_docs import page, table_of


def pages(definitions: dg.Definitions) -> dict[str, str]:
    """Path under `docs/reference/` → page."""
    said = (
        "What `make dagster` shows, in words. A check marked ! stops what rests on the asset; the others warn. "
        "How to start and schedule is in [schedule and run](../how_to/schedule-and-run.md)."
    )
    starters = ["## What starts and follows them", _starters(definitions)]
    parts = ["## Jobs", _jobs(definitions), *starters, *_groups(definitions)]
    return {"graph.md": page("Jobs and assets", said, *parts)}


def _jobs(definitions: dg.Definitions) -> str:
    rows = ([f"`{job.name}`", definitions.resolve_job_def(job.name).description] for job in definitions.jobs or ())
    return table_of(["Job", "What it does"], rows)


def _starters(definitions: dg.Definitions) -> str:
    schedules = [
        [f"`{each.name}`", f"`{each.job_name}`", f"`{each.cron_schedule}` {each.execution_timezone}", each.description]
        for each in definitions.schedules or ()
        if isinstance(each, dg.ScheduleDefinition)
    ]
    sensors = [
        [f"`{each.name}`", f"`{started_by(each)}`", f"looks every {each.minimum_interval_seconds} s", each.description]
        for each in definitions.sensors or ()
    ]
    return table_of(["Name", "Job", "When", "What it does"], [*schedules, *sensors])


def started_by(sensor: dg.SensorDefinition) -> str:
    """The job that a sensor starts; one that follows what has ended starts none."""
    return str(sensor.job_name) if sensor.targets else "none"


def _groups(definitions: dg.Definitions) -> list[str]:
    graph = definitions.resolve_asset_graph()
    nodes = [graph.get(key) for key in sorted(graph.get_all_asset_keys())]
    parts = []
    for group in sorted({node.group_name for node in nodes}):
        rows = [
            [
                f"`{node.key.to_user_string()}`",
                " ".join((node.description or "").split("\n\n")[0].split()),
                ", ".join(node.owners),
                ", ".join(f"{_mark(definitions, key)}{key.name}" for key in sorted(node.check_keys, key=str)),
            ]
            for node in nodes
            if node.group_name == group
        ]
        parts += [f"## Assets: {group}", table_of(["Asset", "What it is", "Owner", "Checks"], rows)]
    return parts


def _mark(definitions: dg.Definitions, key: dg.AssetCheckKey) -> str:
    return "!" if definitions.resolve_asset_graph().get_check_spec(key).blocking else ""
