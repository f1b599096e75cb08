"""The simulation study: do estimators recover a known truth, are planted schemes found, are small units treated alike?

Two hundred replications of a compact register, then registers of full size with planted schemes and honest look-alikes.
What it shows, and what it does not, stands in docs/explanation/what-can-be-proved.md. `--full` looks at five registers
instead of two and draws the pictures of that page anew. Registers 1 to 3, which weights were tried on, are left out.
"""

from typing import Any

from benchmarks.simulated import charts, planted, replications, small_units
from indicators.decisions import profile, shipped
from indicators.registry import catalogue

ACTIVITIES = 25_000
REGISTERS = (8, 9, 10, 11, 12)
#: The weights that come with the program, and those before them.
PROFILES = ("v1", shipped.PROFILE)


def run(*, full: bool = False) -> dict[str, Any]:
    """Carry out the study, saying how far it has come."""
    recovered = replications.study(progress=_say)
    _say("small units")
    alike = small_units.study()
    cases = planted.study(ACTIVITIES, REGISTERS[: 5 if full else 2], _say, _profiles())
    folder = charts.IMAGES if full else charts.RESULTS
    charts.coverage(recovered["estimators"], replications.NAIVE, folder / "simulation-coverage.svg")
    charts.found(cases, "W", folder / "simulation-found.svg")
    return {
        "replications": replications.REPLICATIONS,
        **recovered,
        **{f"share of the top over share of all, {rate}": found for rate, found in alike.items()},
        **{
            f"planted, {target}, first {top:.0%}, profile {name}": planted.table(cases, target, top, name)
            for name in PROFILES
            for target in ("W", "Q")
            for top in planted.TOPS
        },
    }


def _profiles() -> list[profile.Profile]:
    return [profile.load(name, catalogue()) for name in PROFILES]


def _say(line: str) -> None:
    print(f"  {line}", flush=True)
