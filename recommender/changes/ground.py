"""What all lists stand on besides articles and decisions; when it changes, any of them may."""

import hashlib
import json
from datetime import UTC, datetime
from importlib.metadata import version

from recommender.policies import FILE
from recommender.settings import Settings


def ground_of(settings: Settings) -> str:
    """Return a name for the program, its policies, and the settings that a list depends on."""
    file = settings.home / FILE
    policies = file.read_text("utf-8") if file.exists() else ""
    parts = [version("related-articles"), policies, settings.policy, settings.minimum_score]
    return hashlib.sha256(json.dumps([*parts, settings.k]).encode()).hexdigest()[:16]


def ground_of_answers(ground: str, model_id: str) -> str:
    """Return a name for what answers in bytes stand on: they name the model, too."""
    return f"{ground} {model_id}"


def on_the_day(ground: str, now: datetime) -> str:
    """Return a name for the ground of a day: age counts in lists, so each day has its own."""
    return f"{now.astimezone(UTC):%Y-%m-%d} {ground}"
