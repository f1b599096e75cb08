"""Settings come from the environment, once, and nothing that we depend on may call out."""

import os

import click
import pytest

from pipelines.settings import Settings, silence


def test_home_is_data_here_when_nothing_is_said(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TILLSYNSRADAR_HOME", raising=False)
    assert Settings.from_environment().home == tmp_path / ".data"


def test_deliveries_lie_in_the_home_directory_when_nothing_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("TILLSYNSRADAR_HOME", str(tmp_path))
    monkeypatch.delenv("TILLSYNSRADAR_DELIVERIES", raising=False)
    assert Settings.from_environment().deliveries == tmp_path / "deliveries"


def test_the_environment_goes_before_the_defaults(monkeypatch, tmp_path):
    monkeypatch.setenv("TILLSYNSRADAR_DELIVERIES", str(tmp_path / "in"))
    monkeypatch.setenv("TILLSYNSRADAR_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("TILLSYNSRADAR_PROFILE", "v2")
    monkeypatch.setenv("TILLSYNSRADAR_SEED", "7")
    settings = Settings.from_environment()
    assert (settings.deliveries, settings.key_file, settings.profile, settings.seed) == (
        tmp_path / "in",
        tmp_path / "key",
        "v2",
        7,
    )


def test_a_seed_that_is_no_number_names_the_variable(monkeypatch):
    monkeypatch.setenv("TILLSYNSRADAR_SEED", "ett")
    with pytest.raises(click.UsageError, match="TILLSYNSRADAR_SEED"):
        Settings.from_environment()


def test_silence_turns_telemetry_off(monkeypatch):
    for name in ("DAGSTER_DISABLE_TELEMETRY", "GX_ANALYTICS_ENABLED"):
        monkeypatch.delenv(name, raising=False)
    silence()
    assert os.environ["DAGSTER_DISABLE_TELEMETRY"] == "yes"
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_what_the_engine_may_use_is_set_by_numbers_and_a_word(monkeypatch):
    monkeypatch.setenv("TILLSYNSRADAR_MEMORY_MB", "256")
    monkeypatch.setenv("TILLSYNSRADAR_THREADS", "1")
    monkeypatch.setenv("TILLSYNSRADAR_KERNEL", "plain")
    settings = Settings.from_environment()
    assert (settings.memory_mb, settings.threads, settings.kernel) == (256, 1, "plain")


def test_a_kernel_that_does_not_exist_names_the_variable(monkeypatch):
    monkeypatch.setenv("TILLSYNSRADAR_KERNEL", "fast")
    with pytest.raises(click.UsageError, match="TILLSYNSRADAR_KERNEL"):
        Settings.from_environment()
