"""Publication: the published tables of a run as one file that readers open, and the pointer that names it."""

import dagster as dg

from assets.declaring import key_of
from assets.request import Request
from tables import marts
from tables.contracts import facts, published
from tables.store import Warehouse


@dg.asset(
    key=["serving", "published"],
    deps=[key_of(contract) for contract in (*facts().values(), *published().values())],
    group_name="serving",
    owners=["team:operations"],
    kinds={"duckdb"},
)
def publication(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> dg.MaterializeResult[None]:
    """The published file of the run, whole and in force. Readers are never in the way and never see a part."""
    from tables.serving import publish

    run_id = warehouse.read(marts.Manifest)["run_id"].item()
    path = publish(warehouse, request.home_path, run_id)
    return dg.MaterializeResult(metadata={"run_id": run_id, "path": dg.MetadataValue.path(str(path))})
