"""Who may what: the one table from routes to scopes, and which scope allows what else."""

from enum import Enum
from typing import NamedTuple

from index.store.keys import Scope


class Door(Enum):
    """A way in that no scope stands for."""

    OPEN = "open to everybody, in every mode"
    METRICS = "open to the clients that the setting 'metrics_from' names, and to admins"


Need = Scope | Door


class Rule(NamedTuple):
    """What it takes to read (GET, HEAD, OPTIONS), and to do anything else, at and under a path."""

    path: str
    to_read: Need
    to_do: Need


_READ, _WRITE, _EDIT, _ADMIN = Scope.READ, Scope.WRITE, Scope.EDIT, Scope.ADMIN

# the first rule that fits holds, so what is asked for most stands first
RULES = (
    Rule("/v1/related", _READ, _READ),  # a text is posted to be answered, not to be kept
    Rule("/v1/related.html", _READ, _ADMIN),
    Rule("/v1/articles", _READ, _WRITE),
    Rule("/v1/clicks", _READ, _READ),  # the block of a page posts them for its reader
    Rule("/v1/changes", _READ, _ADMIN),
    Rule("/v1/decisions", _EDIT, _EDIT),
    Rule("/v1/webhooks", _ADMIN, _ADMIN),
    Rule("/desk", Door.OPEN, Door.OPEN),  # it knows people by their session, and asks for more
    Rule("/block", Door.OPEN, _ADMIN),
    Rule("/healthz", Door.OPEN, _ADMIN),
    Rule("/readyz", Door.OPEN, _ADMIN),
    Rule("/metrics", Door.METRICS, _ADMIN),
    Rule("/docs", Door.OPEN, _ADMIN),
    Rule("/openapi.json", Door.OPEN, _ADMIN),
    Rule("/static-offline-docs", Door.OPEN, _ADMIN),
)
# a route of the service that has no rule is for admins, until somebody thinks about it
NEW = Rule("/v1", _ADMIN, _ADMIN)
# what else there is are pages for readers, such as the demo's, and addresses of nothing
ELSEWHERE = Rule("", _READ, _ADMIN)

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_ALLOWED = {
    _READ: frozenset({_READ}),
    _WRITE: frozenset({_READ, _WRITE}),
    _EDIT: frozenset({_READ, _EDIT}),
    _ADMIN: frozenset(Scope),
}


def rule_of(path: str) -> Rule:
    """Return the rule that holds for a path."""
    for rule in (*RULES, NEW):
        prefix = rule.path
        if path.startswith(prefix) and path[len(prefix) : len(prefix) + 1] in ("", "/"):
            return rule
    return ELSEWHERE


def needed(method: str, path: str) -> Need:
    """Return what a request takes."""
    rule = rule_of(path)
    return rule.to_read if method in _READING else rule.to_do


def allows(held: Scope, needed: Scope) -> bool:
    """Say whether a scope is enough: admin allows all, edit and write each allow reading, too."""
    return needed in _ALLOWED[held]
