"""What OpenAPI is to say of all routes alike."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

PROBLEM_TYPE = "application/problem+json"

# which modes take a key is a setting, and so is not told here
_SECURITY: list[dict[str, list[str]]] = [{}, {"key": []}]
_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "Made by `recommender keys create`; needed as the installation has it.",
}


def describe(app: FastAPI) -> None:
    """Have the application say in its OpenAPI document what holds for all of its routes."""
    generated = app.openapi

    def openapi() -> dict[str, Any]:
        document = generated()
        document["components"]["securitySchemes"] = {"key": _KEY}
        document["security"] = _SECURITY
        for operation in _operations(document):
            _problems(operation)
            _parameters(operation)
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _problems(operation: dict[str, Any]) -> None:
    """Describe errors as problem documents, whatever type the route answers with otherwise."""
    for status, response in operation["responses"].items():
        if status.startswith(("4", "5")):
            (described,) = response["content"].values()
            response["content"] = {PROBLEM_TYPE: described}


def _parameters(operation: dict[str, Any]) -> None:
    """Leave null out: an address cannot say it, and without a value it has no parameter."""
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        said = [each for each in schema.pop("anyOf", ()) if each != {"type": "null"}]
        if len(said) == 1:
            schema.update(said[0])
        elif said:
            schema["anyOf"] = said
