"""The command line `tillsynsradar`: one group whose sub-commands are imported first when they are called for.

Only the table of commands and what they have in common belong here. A command that reads published results never
imports the orchestrator, so it answers at once.
"""

import importlib
from typing import Any

import click

from pipelines.cli.errors import guarded

#: Command → where it is and what it does, in the order of the help text.
COMMANDS = {
    "demo": ("pipelines.cli.running:demo", "Visa allt på ett påhittat register."),
    "run": ("pipelines.cli.running:run", "Kör hela vägen från leveranser till publicerad lista."),
    "fetch": ("pipelines.cli.fetching:fetch", "Hämta från de källor som är påslagna, utan att räkna."),
    "ingest": ("pipelines.cli.running:ingest", "Läs in leveranser utan att räkna."),
    "synth": ("pipelines.cli.synthesising:synth", "Skapa ett påhittat register som leveransfiler."),
    "list": ("pipelines.cli.reading:list_command", "Visa den prioriterade listan, eller spara den som Excel."),
    "lookup": ("pipelines.cli.reading:lookup", "Slå upp en aktör, en verksamhet eller ett namn."),
    "work": ("pipelines.cli.working:work", "Visa åtgärdsposter med klocka, och händelser att bevaka."),
    "permits": ("pipelines.cli.working:permits", "Visa tillståndsärenden som väntar, och den sökande."),
    "evidence": ("pipelines.cli.reading:evidence", "Visa raderna bakom ett värde."),
    "trace": ("pipelines.cli.tracing:trace", "Visa vart en rapport tog vägen: värden och poäng den ingår i."),
    "sources": ("pipelines.cli.source_register:sources", "Visa källorna: läge, rättslig grund, ägare och ålder."),
    "publish": ("pipelines.cli.reading:publish", "Skriv rapport och utdrag av det som är publicerat."),
    "export": ("pipelines.cli.exporting:export", "Gör om, spara eller pröva det som lämnas ut."),
    "quarantine": ("pipelines.cli.quarantine:quarantine", "Lista, spara och rätta rader som nekats."),
    "links": ("pipelines.cli.links:links", "Granska, godkänn och avvisa förslag på kopplingar."),
    "share": ("pipelines.cli.sharing:share", "Underrätta nämnder om anmälda utförare, och räkna åren."),
    "plan": ("pipelines.cli.plan:plan", "Dra en tillsynsplan, visa den och anteckna vad som kom ut av den."),
    "standin": ("pipelines.cli.standing_in:standin", "Kör en lokal ersättare för källornas API:er."),
    "indicator": ("pipelines.cli.indicator:indicator", "Skapa, visa, pröva och jämför indikatorer."),
    "profile": ("pipelines.cli.profile:profile", "Jämför viktprofiler, och låt inspektörer sätta vikter."),
    "evaluate": ("pipelines.cli.evaluating:evaluate", "Pröva om listorna är bättre än enkla ordningar och slump."),
    "learn": ("pipelines.cli.learning:learn", "Visa vad tillsyn, tillstånd och återlämnade klagomål lär."),
    "serve": ("pipelines.cli.serving:serve", "Visa sidan för inspektörer i webbläsaren."),
    "senders": ("pipelines.cli.senders:senders", "Registrera och återkalla kommunernas nycklar."),
    "intake": ("pipelines.cli.inbox:intake", "Pröva det som kommunerna har skickat, och kontrollera bilagorna."),
    "audit": ("pipelines.cli.auditing:audit", "Pröva loggen över uppslag."),
    "docs": ("pipelines.cli.documenting:docs", "Skapa referensdokumentationen."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command by its name, or nothing."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any of them."""
        del ctx
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that is known becomes one clear sentence and its exit code."""
        with guarded():
            return super().invoke(ctx)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="tillsynsradar", prog_name="tillsynsradar")
def main() -> None:
    """Tillsynsradar: var tillsynen bör titta först, och varför.

    \b
    Vanlig ordning:
      tillsynsradar demo                          påhittat register, hela vägen till en lista
      tillsynsradar run --deliveries MAPP         samma sak för egna leveranser
      tillsynsradar list --target Q               den prioriterade listan
      tillsynsradar lookup 5560000001             en aktör, verksamhet eller ett namn
      tillsynsradar evidence INDIKATOR ID         raderna bakom ett värde

    \b
    Slutkoder: 0 klart · 1 körningen misslyckades · 2 fel i kommandot ·
               3 en leverans nekades, tidigare resultat gäller · 4 hemkatalogen är upptagen ·
               5 klart, men en källa är sen eller kunde inte hämtas hel
    """  # noqa: D301 - \b is click's own mark
