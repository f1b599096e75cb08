"""What is to be run: a job and the choices that its result depends on, in our form and in the orchestrator's."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.decisions import shipped
from pipelines.settings import Settings


@dataclass(frozen=True)
class Order:
    """A job and its choices. No days means the day of the run; so does no day to ask sources on."""

    job: str
    home: Path
    deliveries: Path
    as_of: tuple[dt.date, ...] = ()
    profile: str = shipped.PROFILE
    seed: int = 1
    key_file: Path | None = None
    fetch_on: dt.date | None = None

    @classmethod
    def of_settings(cls, job: str, settings: Settings, *as_of: dt.date) -> "Order":
        """What is run when nobody says anything else."""
        return cls(job, settings.home, settings.deliveries, as_of, settings.profile, settings.seed, settings.key_file)

    def request(self) -> dict[str, Any]:
        """The choices as the configuration of `assets/request.py`."""
        return {
            "home": str(self.home),
            "deliveries": str(self.deliveries),
            "as_of": [day.isoformat() for day in self.as_of],
            "profile": self.profile,
            "seed": self.seed,
            "key_file": str(self.key_file or ""),
            "fetch_on": self.fetch_on.isoformat() if self.fetch_on else "",
        }

    def run_config(self) -> dict[str, Any]:
        """The whole configuration of a run."""
        return {"resources": {"request": {"config": self.request()}}}
