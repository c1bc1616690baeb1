"""The files that pages load."""

import httpx
import pytest

FILES = ("related-stories.js", "views.js", "related-stories.css")


def test_the_component_is_small(service: str):
    """What a page loads has less than 10 kB before any compression."""
    assert len(httpx.get(f"{service}/block/v1/related-stories.js").content) < 10_000


@pytest.mark.parametrize("name", FILES)
def test_every_origin_may_load_them(service: str, name: str):
    """They are of the type that they say, for pages of any origin, and can be revalidated."""
    first = httpx.get(f"{service}/block/v1/{name}")
    kind = "text/css" if name.endswith("css") else "text/javascript"

    assert first.headers["content-type"].startswith(kind)
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["access-control-allow-origin"] == "*"
    tag = {"if-none-match": first.headers["etag"]}
    assert httpx.get(f"{service}/block/v1/{name}", headers=tag).status_code == 304


@pytest.mark.parametrize("name", FILES)
def test_an_address_that_names_the_version_may_be_kept_for_good(service: str, name: str):
    """With `?v=` and the tag of the file it is immutable; with another one it is not."""
    address = f"{service}/block/v1/{name}"
    tag = httpx.get(address).headers["etag"].strip('"')

    assert "immutable" in httpx.get(address, params={"v": tag}).headers["cache-control"]
    assert "immutable" not in httpx.get(address, params={"v": "old"}).headers["cache-control"]
