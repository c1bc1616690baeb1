"""One address for a page, however it was linked."""

from urllib.parse import SplitResult, urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from index.errors import InvalidArticle

LONGEST_URL = 2048

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = (
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "ref_src",
    "utm_campaign", "utm_content", "utm_id", "utm_medium", "utm_source", "utm_term", "wt_mc",
)  # fmt: skip


def canonical_url(value: str, field: str = "url") -> str:
    """Return `value` without fragment and tracking parameters, its query sorted.

    Raises InvalidArticle unless it is an absolute http(s) address of at most 2,048 characters.
    """
    value = value.strip()
    if len(value) > LONGEST_URL:
        raise InvalidArticle(field, f"{field} has {len(value)} characters; at most {LONGEST_URL}")
    try:
        parts = urlsplit(value)
        # asking for the port is what tells whether it is a number
        plausible = (
            parts.scheme.lower() in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
        )
    except ValueError:
        plausible = False
    if not plausible:
        raise InvalidArticle(
            field, f"{field} {value[:200]!r} is not an absolute http or https address"
        )
    cleaned = url_query_cleaner(_without_default_port(parts), _TRACKING, remove=True, unique=False)
    return str(canonicalize_url(cleaned))


def _without_default_port(parts: SplitResult) -> str:
    scheme = parts.scheme.lower()
    default = f":{_DEFAULT_PORTS[scheme]}"
    return parts._replace(scheme=scheme, netloc=parts.netloc.removesuffix(default)).geturl()
