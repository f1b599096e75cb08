"""The page on a small published home, with a provider that really signs people in, and a browser where there is one."""

import dataclasses
import os
import shutil

import pytest

from tests.web.site.starting import CHROMIUM, ready_site


@pytest.fixture(scope="session")
def site(home, tmp_path_factory):
    """Django, told its settings once in the process; tables made; the provider running. `site.url` answers."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(home / "serving", folder / "serving")
    with ready_site(folder) as made:
        yield made


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
