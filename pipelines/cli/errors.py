"""Known errors as one clear Swedish sentence and an exit code. Whatever is not known here is a fault in the program.

Exit codes: 0 done; 1 the run failed; 2 the command was wrong; 3 a delivery was refused: lists that need it stay the
earlier ones, and where nothing could be computed so does everything; 4 another process is writing the home directory;
5 done, but a source could not be fetched whole or is late, and lists that need it stay the earlier ones.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import click

FAILED, USAGE, REFUSED, BUSY, LATE = 1, 2, 3, 4, 5


class Stopped(click.ClickException):
    """A message to the user and the exit code that goes with it."""

    def __init__(self, message: str, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click means one code a class; here the message decides

    def show(self, file: object = None) -> None:
        """Write the message to standard error."""
        del file
        click.echo(f"Fel: {self.message}", err=True)


@contextmanager
def guarded() -> Iterator[None]:
    """Turn known errors into messages."""
    from tables.serving import NothingPublished, OlderFile
    from tables.store import WarehouseBusy

    try:
        yield
    except WarehouseBusy as error:
        raise Stopped(BUSY_MESSAGE, BUSY) from error
    except PermissionError as error:
        raise Stopped(
            f"{error.filename} får inte läsas eller skrivas av dig; ändra rättigheten eller välj en annan"
        ) from error
    except OlderFile as error:
        raise Stopped(OLDER_MESSAGE.format(run_id=error.run_id, lacking=", ".join(error.lacking[:3]))) from error
    except NothingPublished as error:
        raise Stopped("inget är publicerat i hemkatalogen än; starta med `tillsynsradar run` eller `demo`") from error


OLDER_MESSAGE = (
    "resultatet som gäller ({run_id}) publicerades av en annan version av programmet och saknar {lacking}. Kör "
    "`tillsynsradar run` på samma leveranser, så skrivs ett nytt som den här versionen kan läsa. Till dess går det att "
    "läsa med den version som skrev det"
)
BUSY_MESSAGE = (
    "en annan körning skriver i hemkatalogen just nu; vänta tills den är klar, eller välj en annan med --home. "
    "Det som redan är publicerat kan läsas under tiden"
)
