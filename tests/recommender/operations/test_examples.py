"""The examples for containers and systemd agree with the program."""

import re
from pathlib import Path

import pytest
import yaml

from recommender.settings import Settings

ROOT = Path(__file__).parents[3]
FILES = ("Dockerfile", "compose.yaml", "deploy/related-articles.service", "deploy/nginx.conf")


@pytest.mark.parametrize("name", FILES)
def test_every_setting_in_an_example_exists(name: str):
    """None is misspelt or of another version."""
    named = re.findall(r"RECOMMENDER_([A-Z_]+)", (ROOT / name).read_text("utf-8"))

    assert named
    assert {each.lower() for each in named} <= set(Settings.model_fields)


def test_nobody_is_killed_before_the_service_gives_up_itself():
    """systemd and Docker wait longer than the supervisor does for requests in progress."""
    unit = (ROOT / "deploy/related-articles.service").read_text("utf-8")
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    settings = Settings()
    longest = settings.drain_s + settings.shutdown_s + 5

    found = re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert found
    assert int(found[1]) > longest
    assert int(compose["services"]["recommender"]["stop_grace_period"].rstrip("s")) > longest
