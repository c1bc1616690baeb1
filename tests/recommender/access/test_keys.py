"""Making, recognising and taking back keys."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store import Store
from index.store.keys import Key, Keys, Scope
from recommender.access.keys import id_of, is_key, make_key, revoke_key
from recommender.errors import InvalidRequest

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TEXT = b"rak_0123abcd_" + b"5" * 40
KEY = Key("0123abcd", sha256(TEXT).digest(), "mia", Scope.EDIT, NOW)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keys]:
    """The keys of a new store."""
    store = Store(tmp_path / "catalogue.sqlite")
    yield store.keys
    store.close()


def test_a_key_is_known_by_its_text_alone(keys: Keys):
    """What the store keeps recognises the text that was made, and no other key's."""
    one, other = (make_key(keys, name, Scope.READ, NOW) for name in ("one", "other"))

    assert keys.all() == sorted([one.key, other.key], key=lambda key: key.id)
    assert is_key(one.key, one.text.encode())
    assert not is_key(one.key, other.text.encode())


def test_a_key_names_its_id_and_has_160_bits_to_guess(keys: Keys):
    """It reads rak_, id, and 40 hexadecimal digits, which differ from key to key."""
    made = [make_key(keys, "cms", Scope.READ, NOW) for _ in range(20)]

    assert all(id_of(each.text.encode()) == each.key.id for each in made)
    secrets = {each.text.removeprefix(f"rak_{each.key.id}_") for each in made}
    assert len(secrets) == 20
    assert {len(bytes.fromhex(secret)) for secret in secrets} == {20}


@given(st.binary(max_size=80) | st.from_regex(rb"rak_[0-9a-f_]{0,60}"))
def test_nothing_else_is_the_key(presented: bytes):
    """Whatever bytes are shown, only the key itself is."""
    assert is_key(KEY, presented) == (presented == TEXT)
    assert id_of(presented) is None or len(presented) == len(TEXT)


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\nb", "a\x00"])
def test_a_name_that_cannot_sign_is_refused(keys: Keys, name: str):
    """The message says what a name may be, and no key is kept."""
    with pytest.raises(InvalidRequest, match="1 to 200 characters"):
        make_key(keys, name, Scope.READ, NOW)
    assert keys.all() == []


def test_a_key_is_revoked_by_the_beginning_of_its_id(keys: Keys):
    """Or by the whole of it, and can be once."""
    made = make_key(keys, "cms", Scope.READ, NOW)

    revoke_key(keys, made.key.id[:4], NOW)

    (revoked,) = keys.all()
    assert revoked.revoked == NOW
    with pytest.raises(InvalidRequest, match=made.key.id):
        revoke_key(keys, made.text, NOW)


def test_a_beginning_of_several_keys_is_refused_with_their_ids(keys: Keys):
    """None of them is revoked."""
    for id_ in ("aaaa0000", "aaaa1111"):
        keys.add(Key(id_, bytes(32), "cms", Scope.READ, NOW))

    with pytest.raises(InvalidRequest, match="aaaa0000, aaaa1111"):
        revoke_key(keys, "aaaa", NOW)

    assert [key.revoked for key in keys.all()] == [None, None]


def test_what_cannot_be_revoked_is_named_without_its_secret(keys: Keys):
    """A whole key may have been pasted."""
    with pytest.raises(InvalidRequest) as refused:
        revoke_key(keys, TEXT.decode(), NOW)

    assert "0123abcd" in str(refused.value)
    assert "5555" not in str(refused.value)
