"""Known errors as one clear Swedish sentence and an exit code. Whatever is not known here is a fault in the program.

Exit codes: 0 done; 1 the run failed; 2 the command was wrong; 3 a delivery was refused and the earlier result stays;
4 another process is writing the home directory; 5 done, but a source could not be fetched whole or is late.
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
    from tables.serving import NothingPublished
    from tables.store import WarehouseBusy

    try:
        yield
    except WarehouseBusy as error:
        raise Stopped(BUSY_MESSAGE, BUSY) from error
    except PermissionError as error:
        raise Stopped(
            f"{error.filename} får inte läsas eller skrivas av dig; ändra rättigheten eller välj en annan"
        ) from error
    except NothingPublished as error:
        raise Stopped("inget är publicerat i hemkatalogen än; starta med `tillsynsradar run` eller `demo`") from error


BUSY_MESSAGE = (
    "en annan körning skriver i hemkatalogen just nu; vänta tills den är klar, eller välj en annan med --home. "
    "Det som redan är publicerat kan läsas under tiden"
)
