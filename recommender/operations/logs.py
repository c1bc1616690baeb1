"""Log lines for people or for programs, each with the request that it belongs to."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

Format = Literal["text", "json"]

_OURS = ("index", "recommender")

_AS_JSON = json.JSONEncoder(ensure_ascii=False, default=str).encode

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered here."""

FIELDS = "fields"
"""What a record carries besides its message, as a dict, under this name in `extra`."""


class JsonLines(logging.Formatter):
    """One JSON object a record: time, level, logger, message, request_id, fields, and error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := REQUEST_ID.get():
            line["request_id"] = request_id
        line |= getattr(record, FIELDS, {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return _AS_JSON(line)


class TextLines(logging.Formatter):
    """Time, level, logger, message and the id of the request; a traceback takes further lines."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return the line without a traceback."""
        request_id = REQUEST_ID.get()
        line = super().formatMessage(record)
        return f"{line} [{request_id}]" if request_id else line


def log_to_stderr(level: str, format_: Format) -> None:
    """Write records from a level on to standard error; of other libraries only warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if format_ == "json" else TextLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for package in _OURS:
        logging.getLogger(package).setLevel(level.upper())
