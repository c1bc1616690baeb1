"""Putting the layers of access around the application, as the settings ask."""

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from recommender.access.clients import is_loopback
from recommender.access.gate import Gate, Terms
from recommender.access.keyring import Keyring
from recommender.access.layer import Access
from recommender.access.rates import Buckets
from recommender.access.shedding import Bounds, Shedding
from recommender.bootstrap import Services
from recommender.errors import InvalidSettings
from recommender.settings import Settings

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
_ASKED_WITH = ("Authorization", "X-API-Key", "If-None-Match")
_TOLD = ("ETag", "Retry-After")


def add_access(app: FastAPI, services: Services) -> None:
    """Add, from the inside out: keys and rates, other origins, bounds, addresses behind a proxy.

    Raises InvalidSettings if others could reach a service that is open to everybody.
    """
    settings = services.settings
    require_guarded(settings)
    app.add_middleware(Access, gate=_gate(services))
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=_METHODS,
            allow_headers=_ASKED_WITH,
            expose_headers=_TOLD,
        )
    bounds = Bounds(settings.max_in_flight, settings.request_timeout_s, settings.max_body_bytes)
    app.add_middleware(Shedding, bounds=bounds)
    if settings.trusted_proxies:
        proxies = list(map(str, settings.trusted_proxies))
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)


def require_guarded(settings: Settings) -> None:
    """Raise InvalidSettings if others could reach a service that is open to everybody."""
    if settings.access == "open" and not is_loopback(settings.host):
        raise InvalidSettings(
            f"serving on {settings.host!r} would let everybody who reaches it publish, remove and "
            "decide; use --access public, where writing takes a key, or --access keys, where all "
            "does; 'recommender keys create' makes keys"
        )


def _gate(services: Services) -> Gate:
    settings = services.settings
    terms = Terms(settings.access, settings.rate_limit, settings.metrics_from)
    keyring = Keyring(services.catalog.store.keys)
    return Gate(terms, keyring, Buckets(settings.workers))
