"""Tells schemathesis how articles are written as lines."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Return one line."""
    return value if isinstance(value, bytes) else json.dumps(value).encode() + b"\n"
