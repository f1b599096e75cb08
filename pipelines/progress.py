"""How a run looks on the terminal while it goes on: a line when a step begins and one when it ends, with its time."""

import logging
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import dagster as dg

#: Warnings shown of one step.
_SHOWN = 3
#: Step → what it does, as the terminal says it.
STEPS = {
    "landing": "Leveranser läses in",
    "fetching": "Källor hämtas",
    "landing_of_fetched": "Bolagsuppgifter och annat som kan hämtas läses in",
    "facts": "Fakta härleds",
    "activity_offers": "Vilka verksamheterna är till för läses",
    "link_proposals": "Förslag på kopplingar söks",
    "indicator_values": "Indikatorer räknas",
    "scores": "Poäng och osäkerhet räknas",
    "overdispersion": "Jämförelsegruppernas spridning räknas",
    "marts__overdispersion_peers_are_comparable": "Att jämförbara är jämförbara kontrolleras",
    "trends": "Trender räknas",
    "work_items": "Åtgärdsposter och bevakning skrivs",
    "permit_cases": "Tillståndsärenden som väntar skrivs",
    "lists": "Listor med skäl skrivs",
    "what_is_watched": "Bevakningstalen prövas",
    "lists_in_force": "Vilka listor som gäller avgörs",
    "manifest": "Underlaget antecknas",
    "marts__ranked_list_row_for_every_activity": "Att varje verksamhet har en rad kontrolleras",
    "marts__indicator_value_nothing_is_known_before_it_was_delivered": "Uppgifter med bakåtdaterad kännedom söks",
    "marts__score_decisions_are_looked_at_in_time": "Beslutens översyn kontrolleras",
    "serving__published": "Resultatet publiceras",
    "exports": "Det som får lämnas ut skrivs",
}


class Progress:
    """Listens to the events of a run and writes lines; keeps the seconds of every step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._begun: dict[str, float] = {}
        self._warnings = 0

    def __call__(self, entry: "dg.EventLogEntry") -> None:
        """Take one event."""
        if entry.dagster_event is None:
            self._say(entry)
        elif entry.dagster_event.is_step_start:
            self._begin(entry)
        elif entry.dagster_event.is_step_success or entry.dagster_event.is_step_failure:
            self._end(entry)

    def _begin(self, entry: "dg.EventLogEntry") -> None:
        step = str(entry.step_key)
        self._begun[step] = time.perf_counter()
        self._warnings = 0
        click.echo(f"▸ {STEPS.get(step, step)} …")

    def _end(self, entry: "dg.EventLogEntry") -> None:
        step = str(entry.step_key)
        seconds = self.seconds[step] = time.perf_counter() - self._begun.get(step, time.perf_counter())
        event = entry.dagster_event
        if self._warnings > _SHOWN:
            click.secho(f"  … och {self._warnings - _SHOWN} till att se över; alla står i körningens logg", fg="yellow")
        word = "klart" if event is not None and event.is_step_success else click.style("avbrutet", fg="red")
        click.echo(f"  {word} efter {seconds:.1f} s".replace(".", ","))

    def _say(self, entry: "dg.EventLogEntry") -> None:
        if entry.step_key in STEPS and entry.level == logging.INFO:
            click.echo(f"  {entry.user_message}")
        elif entry.step_key in STEPS and entry.level == logging.WARNING:
            self._warnings += 1
            if self._warnings <= _SHOWN:
                click.secho(f"  Att se över: {entry.user_message}", fg="yellow")
