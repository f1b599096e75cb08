"""The page on a small published home, with a provider that really signs people in, and a browser where there is one."""

import dataclasses
import os
import shutil

import pytest

from tables.serving import current
from tests.web.site.asking import client_of
from tests.web.site.planted_municipal import plant_drafts, plant_export, plant_report
from tests.web.site.planted_told import plant_told
from tests.web.site.starting import CHROMIUM, ready_site
from web.exports.making import make


@pytest.fixture(scope="session")
def site(home, tmp_path_factory):
    """Django, told its settings once in the process; tables made; the provider running. `site.url` answers."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(home / "serving", folder / "serving")
    with ready_site(folder) as made:
        yield made


@pytest.fixture(scope="session")
def filled_home(home, tmp_path_factory):
    """The planted home with a plan drawn on it: a case in nord and two in ost; an export, and a report received."""
    from click.testing import CliRunner

    from pipelines.cli import main

    folder = shutil.copytree(home, tmp_path_factory.mktemp("filled") / "home")
    (folder / "web").mkdir()
    (folder / "capacity.csv").write_text("avdelning;inspektioner\nnord;1\nost;2\n", encoding="utf-8")
    how = ["--target", "Q", "--capacity", str(folder / "capacity.csv"), "--seed", "7", "--period", "2026-H2"]
    done = CliRunner().invoke(main, ["plan", "draw", *how, "--by", "analyschef", "--home", str(folder)])
    assert done.exit_code == 0, done.output
    for profile in ("public", "placing_municipality"):
        make(folder, None, profile)
    plant_export(folder, current(folder).stem)
    plant_told(folder, current(folder).stem)
    plant_report(folder)
    return folder


@pytest.fixture(scope="module")
def filled(site, filled_home):
    """The page, showing a copy of the filled home to the tests of one module, with limits that none of them meets."""
    from django.conf import settings

    with pytest.MonkeyPatch.context() as patch:
        names = ("exports_an_hour", "searches_a_minute", "forms_an_hour", "public_a_minute")
        plenty = dict.fromkeys(names, 100_000)
        told = dataclasses.replace(settings.CONFIGURATION, home=filled_home, **plenty)
        patch.setattr(settings, "CONFIGURATION", told)
        plant_drafts()
        yield site
    _forget()


def _forget():
    """What a module wrote in the database that all share: nobody has taken, kept or assessed anything."""
    from web.site.desk.models import Assignment, SavedView
    from web.site.drafts.models import Draft
    from web.site.review.models import Assessment

    for model in (Assignment, SavedView, Assessment, Draft):
        model.objects.all().delete()


@pytest.fixture
def sign_in(site):
    """`sign_in("inspector", regions=["syd"], purpose=True)`: a test client of somebody who has signed in."""
    return site.sign_in


@pytest.fixture
def anybody(site):
    """A test client of somebody who has not signed in."""
    return site.client()


@pytest.fixture(scope="module")
def browser(site):
    """A headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: set one up, for instance with `playwright install chromium`")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    # Playwright keeps a loop in this thread, which Django takes for an asynchronous caller; nothing here is one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(site, browser):
    """A page of a browser that nobody has signed in with. Sign in with `site.sign_in_with(page, "Inga Inspektör")`."""
    context = browser.new_context(base_url=site.url, locale="sv-SE")
    yield context.new_page()
    context.close()


@pytest.fixture
def configured(site, monkeypatch):
    """`configured(searches_a_minute=2)`: another configuration for one test."""
    from django.conf import settings

    def change(**told):
        monkeypatch.setattr(settings, "CONFIGURATION", dataclasses.replace(settings.CONFIGURATION, **told))

    return change


@pytest.fixture
def stockholm(filled):
    """Somebody of a municipality that has something of everything."""
    return client_of(filled, "municipality of 0180")


@pytest.fixture
def malmo(filled):
    """Somebody of another municipality."""
    return client_of(filled, "municipality of 1280")
