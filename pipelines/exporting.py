"""What leaves the inspectorate after each publication: every profile's export of the run, all in force or none."""

from collections.abc import Iterator

import dagster as dg

from assets.request import Request
from tables import marts
from tables.store import Warehouse
from web.exports.profiles import PROFILES

PUBLISHED = dg.AssetKey(["serving", "published"])
_DESCRIPTIONS = {
    "public": "What everybody may see: the register of activities that need a permit, decisions and counts.",
    "placing_municipality": "What municipalities that place people may see: the register, supervision and reports.",
    "inter_board": "What boards of social services are told of reports about a provider, and when one is cleared.",
    "party": "What those who run activities may see of themselves: their entries, cases, duties and reports.",
}


def _specs() -> list[dg.AssetSpec]:
    return [
        dg.AssetSpec(
            key=["exports", profile],
            deps=[PUBLISHED],
            description=_DESCRIPTIONS[profile],
            group_name="serving",
            owners=["team:operations"],
            kinds={"parquet"},
        )
        for profile in PROFILES
    ]


@dg.multi_asset(name="exports", specs=_specs())
def exports(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Iterator[dg.MaterializeResult[None]]:
    """The exports of the run, each whole; those of the run before stay in force until all of them are."""
    from web.exports.making import make_all, rows_of

    run_id = warehouse.read(marts.Manifest)["run_id"].item()
    for profile, folder in make_all(request.home_path, run_id).items():
        rows = {table: n_rows for table, n_rows, _ in rows_of(folder)}
        yield dg.MaterializeResult(asset_key=["exports", profile], metadata={"run_id": run_id, **rows})
