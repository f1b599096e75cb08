"""Starting the page in the process of the tests: the provider, the server in a thread, and people who sign in."""

import shutil
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from web.site.access.route import Surface
from web.site.application import make_tables, wsgi
from web.site.configuration import Configuration, Provider, own_key
from web.site.demo.people import PEOPLE
from web.site.demo.protocol import Client
from web.site.demo.provider import DemoProvider

SECRET = "a secret of the tests"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((Path(found) for found in map(shutil.which, _NAMES) if found), None)
CASE = "2026-1234"


@dataclass
class Site:
    """The page as tests see it."""

    configuration: Configuration
    url: str

    def client(self):
        """A client that has not signed in; a fault of the page is a fault of the test."""
        from django.test import Client as TestClient

        return TestClient(headers={"host": "127.0.0.1"})

    def sign_in(self, role, regions=(), purpose=False, name=None, municipality=""):
        """A client of somebody with a role, and with a purpose where one is wanted."""
        from web.site.access.models import User

        user, _ = User.objects.update_or_create(
            username=name or f"test-{role}-{'-'.join(regions)}{municipality}",
            defaults={
                "role": role,
                "regions": list(regions),
                "municipality": municipality,
                "first_name": "Test",
                "last_name": "Testsson",
            },
        )
        client = self.client()
        client.force_login(user)
        if purpose:
            session = client.session
            session["purpose"] = ["plan_supervision", CASE]
            session.save()
        return client

    @staticmethod
    def sign_in_with(page, who):
        """Sign in as one of the demonstration's people, in a real browser through the real provider."""
        page.goto("/")
        page.get_by_role("button", name="Logga in").click()
        page.get_by_role("button", name=who).click()
        page.wait_for_load_state()

    @staticmethod
    def choose_purpose(page, purpose="planera tillsyn", case_number=CASE):
        """Tell why, in a real browser."""
        page.goto("/syfte/")
        page.get_by_label(purpose).check()
        page.get_by_label("Ärendenummer").fill(case_number)
        page.get_by_role("button", name="Fortsätt").click()
        page.wait_for_load_state()


@contextmanager
def ready_site(folder):
    """The page on a home directory, over HTTP on a free port, in this process. Once in a process."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.db import connections
    from django.test.utils import setup_test_environment, teardown_test_environment

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    with ExitStack() as undone:
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        undone.callback(server.server_close)
        server.daemon_threads = True
        url = f"http://127.0.0.1:{server.server_address[1]}"
        client = Client("tests", SECRET, (f"{url}/logga-in/tjanst/svar/",))
        provider = undone.enter_context(DemoProvider(client))
        roles = {word: word for person in PEOPLE for word in person.roles}
        told = Provider(provider.issuer, "tests", SECRET, roles=roles)
        hosts = ("127.0.0.1", "localhost")
        configuration = Configuration(
            folder,
            own_key(folder),
            told,
            hosts,
            demo=True,
            sign_ins_a_minute=1_000,
            public_a_minute=1_000,
            surfaces=frozenset(Surface),
        )
        make_tables(configuration)
        undone.callback(connections.close_all)
        setup_test_environment()
        undone.callback(teardown_test_environment)
        server.set_app(wsgi(configuration))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        undone.callback(thread.join)
        undone.callback(server.shutdown)
        yield Site(configuration, url)
