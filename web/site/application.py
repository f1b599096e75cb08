"""Starting the page: Django is told its settings once in a process, the database gets its tables, and WSGI its door."""

from typing import TYPE_CHECKING

from web.site.configuration import Configuration
from web.site.settings import django_settings

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler


def prepare(configuration: Configuration) -> None:
    """Tell Django its settings. Once in a process; a second time with the same configuration does nothing.

    Raises:
        ConfigurationFault: the page cannot be started as it is told to.
        RuntimeError: the process already has another configuration.
    """
    import django
    from django.conf import settings

    configuration.check()
    if settings.configured:
        if configuration != settings.CONFIGURATION:
            raise RuntimeError("this process already serves another configuration")
        return
    configuration.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.configure(**django_settings(configuration))
    django.setup()


def make_tables(configuration: Configuration) -> None:
    """Make the database, or bring it to the version of the program, and drop sessions that have ended."""
    from django.core.management import call_command

    prepare(configuration)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("clearsessions")


def wsgi(configuration: Configuration) -> "WSGIHandler":
    """The application that a server calls, with what the first page would have to wait for already read."""
    from django.core.wsgi import get_wsgi_application

    prepare(configuration)
    from web.site.warming import warm

    application = get_wsgi_application()
    warm()
    return application
