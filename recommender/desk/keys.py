"""Who may do what at the desk, for administrators."""

from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.responses import Response

from recommender.desk.person import role_of
from recommender.desk.view import Administering

router = APIRouter()


@router.get("/keys")
def keys(view: Administering) -> Response:
    """List the keys, without what only their owners know."""
    held = view.services.catalog.store.keys.all()
    return view.page("keys.html", keys=held, role_of=role_of, now=datetime.now(UTC))
