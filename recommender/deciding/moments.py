"""Moments as people write them."""

from datetime import UTC, datetime

from recommender.errors import InvalidRequest


def moment_of(field: str, written: str | None) -> datetime | None:
    """Return the moment that is written in ISO 8601, in UTC; without an offset it is UTC.

    None for nothing. Raises InvalidRequest naming the field.
    """
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InvalidRequest(
            field,
            f"{field} {written[:80]!r} is not an ISO 8601 date or time such as '2026-11-05' or "
            "'2026-11-05T08:30:00Z'; correct it",
        ) from None
