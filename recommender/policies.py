"""The policies of an installation: those that come with the program, and its own."""

import re
import tomllib
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from recommender.assembly import assembled
from recommender.declaration import DeclaredPolicy
from recommender.errors import InvalidPolicies, InvalidRequest, InvalidSettings
from recommender.policy import Policy

FILE = "policies.toml"

Tables = Mapping[str, Mapping[str, Any]]

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


class Policies:
    """Policies by name, one of them the `default`."""

    def __init__(self, policies: Mapping[str, Policy], default: str) -> None:
        self._policies = policies
        self.default = policies[default]

    @property
    def names(self) -> tuple[str, ...]:
        """All names, presets first."""
        return tuple(self._policies)

    def named(self, name: str | None) -> Policy:
        """Return a policy, the default without a name. Raises InvalidRequest naming the nearest."""
        if name is None:
            return self.default
        if name not in self._policies:
            raise InvalidRequest("policy", f"no policy is called {_but(name, self.names)}")
        return self._policies[name]


def load_policies(home: Path, default: str, floor: float) -> Policies:
    """Return the presets and what `policies.toml` in the data folder declares.

    `floor` is the minimum score of all that do not set one. Raises InvalidPolicies naming the file
    and what is wrong in it, InvalidSettings if there is no policy called `default`.
    """
    file = home / FILE
    presets, own = _presets(), _read(file)
    merged = {name: _extended(name, own, presets, file) for name in own}
    policies = {
        name: _checked(name, table, file, floor) for name, table in {**presets, **merged}.items()
    }
    if default not in policies:
        raise InvalidSettings(
            f"setting 'policy': no policy is called {_but(default, policies)}, or declare it in "
            f"{str(file)!r}"
        )
    return Policies(policies, default)


def _presets() -> Tables:
    written = (resources.files("recommender") / "presets.toml").read_text("utf-8")
    return tomllib.loads(written)


def _read(file: Path) -> Tables:
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise InvalidPolicies(f"{str(file)!r} cannot be read: {error}") from None
    for name, table in tables.items():
        if not isinstance(table, dict) or not _NAME.fullmatch(name):
            raise InvalidPolicies(
                f"{name!r} in {str(file)!r} is no policy; write a table [name], of small letters, "
                "digits, - and _"
            )
    return tables


def _extended(
    name: str, own: Tables, presets: Tables, file: Path, below: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a table over the one that it extends; under its own name that is the preset."""
    table = dict(own[name])
    if "extends" not in table:
        return table
    base, below = table.pop("extends"), (*below, name)
    if base in own and base != name:
        if base in below:
            raise InvalidPolicies(
                f"policies in {str(file)!r} extend each other in a circle: "
                f"{', '.join((*below, base))}; let one of them stand alone"
            )
        return _merged(_extended(base, own, presets, file, below), table)
    if base in presets:
        return _merged(presets[base], table)
    raise InvalidPolicies(
        f"policy {name!r} in {str(file)!r} extends {_but(str(base), {**presets, **own})}"
    )


def _merged(base: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**base, **table}
    for key, value in table.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = _merged(base[key], value)
    return merged


def _checked(name: str, table: Mapping[str, Any], file: Path, floor: float) -> Policy:
    try:
        return assembled(name, DeclaredPolicy.model_validate(table), floor)
    except ValidationError as error:
        # a misspelt key is also one that is missing
        problems = error.errors(include_url=False)
        problem = min(problems, key=lambda each: each["type"] != "extra_forbidden")
        path = tuple(map(str, problem["loc"]))
        where = f"policy {name!r} in {str(file)!r}"
        if problem["type"] == "extra_forbidden":
            said = f"has an unknown key {_but(path[-1], _keys(path[:-1]))}"
        elif problem["type"] == "literal_error":
            known = re.findall(r"'(\w+)'", problem["ctx"]["expected"])
            said = f"says in {path[0]!r} {_but(str(problem['input']), known)}"
        elif problem["type"] == "missing":
            said = f"has no {'.'.join(path)!r}"
        else:
            said = f"says {problem['input']!r} for {'.'.join(path)!r}: {problem['msg']}"
        raise InvalidPolicies(f"{where} {said}") from None


def _keys(path: tuple[str, ...]) -> Collection[str]:
    """Return the keys that a table of a policy may have."""
    model: type[BaseModel] = DeclaredPolicy
    for key in path:
        annotation = model.model_fields[key].annotation
        types = (annotation, *get_args(annotation))
        model = next(t for t in types if isinstance(t, type) and issubclass(t, BaseModel))
    keys = list(model.model_fields)
    return [*keys, "extends"] if model is DeclaredPolicy else keys


def _but(name: str, known: Collection[str]) -> str:
    """Return a name that is not known, with the nearest that is, and all others."""
    nearest = get_close_matches(name, known, n=1, cutoff=0.0)[0]
    return f"{name!r}; did you mean {nearest!r}? There are {', '.join(known)}"
