"""What the service is compared with: one endpoint that returns bytes, started in the same way."""

import sys
from pathlib import Path

from fastapi import FastAPI, Response

from recommender.bootstrap import Services
from recommender.commands.serving import serve
from recommender.operations.lifecycle import Lifecycle

BODY = "answer.json"


def create_app(services: Services) -> FastAPI:
    """Return an application that answers every request for a list with the bytes of a file."""
    body = (services.settings.home / BODY).read_bytes()
    app = FastAPI()
    app.state.lifecycle = Lifecycle()

    @app.get("/v1/related")
    async def related() -> Response:
        return Response(body, media_type="application/json")

    return app


if __name__ == "__main__":
    # by name, since the processes that answer import it
    serve("eval.load.bare:create_app", {"home": Path(sys.argv[1]), "port": 0}, as_json=True)
