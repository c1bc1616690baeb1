import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import load
from index.encoder.static import BUNDLED, WEIGHTS, StaticEncoder, load_static
from index.errors import ModelUnavailable

LARGEST = 24_000_000
TAGS = st.sampled_from(["en", "de-CH", "zh-Hant", "pt-BR", "und", "tlh", "EN", ""])
STORIES = {
    "en": ("The central bank raised interest rates.", "Heavy rain flooded several villages."),
    "de": ("Die Zentralbank hat die Zinsen erhöht.", "Starkregen überflutete mehrere Dörfer."),
    "fr": ("La banque centrale a relevé les taux.", "De fortes pluies ont inondé des villages."),
    "ru": ("Центральный банк повысил ставки.", "Сильный дождь затопил несколько деревень."),
    "zh": ("中央银行提高了利率。", "大雨淹没了几个村庄。"),
    "ja": ("中央銀行は金利を引き上げた。", "大雨でいくつかの村が浸水した。"),
    "ar": ("رفع البنك المركزي أسعار الفائدة.", "أغرقت الأمطار الغزيرة عدة قرى."),
    "tr": (
        "Merkez bankası faiz oranlarını artırdı.",
        "Şiddetli yağmur köyleri su altında bıraktı.",
    ),
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), TAGS), max_size=6))
def test_rows_have_length_one_or_none(bundled: StaticEncoder, pairs: list[tuple[str, str]]):
    """Any text in any language gives a finite row of length 1, or zeros if it has no token."""
    vectors = bundled.encode([text for text, _ in pairs], [tag for _, tag in pairs])

    assert vectors.shape == (len(pairs), bundled.dimension)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))


@pytest.mark.parametrize("text", ["", "   \n", "!?…"])
def test_a_text_without_tokens_is_a_row_of_zeros(bundled: StaticEncoder, text: str):
    """Nothing to say has no direction."""
    assert not bundled.encode([text], ["en"]).any()


def test_a_vector_does_not_depend_on_its_company(bundled: StaticEncoder):
    """A text has the same vector alone and among thousands of others."""
    texts = [f"Report {i} about " + "rain " * (i % 50) for i in range(1200)]
    together = bundled.encode(texts, ["en"] * len(texts))

    for place in (0, 511, 512, 1199):
        alone = bundled.encode([texts[place]], ["en"])[0]
        np.testing.assert_allclose(alone, together[place], atol=1e-6)


def test_threads_share_an_encoder(bundled: StaticEncoder):
    """Eight threads at once get what one gets."""
    texts = [text for pair in STORIES.values() for text in pair]
    expected = bundled.encode(texts, ["und"] * len(texts))
    with ThreadPoolExecutor(8) as pool:
        results = pool.map(lambda _: bundled.encode(texts, ["und"] * len(texts)), range(40))

    for result in results:
        np.testing.assert_allclose(result, expected, atol=1e-6)


def test_the_language_moves_the_vector(bundled: StaticEncoder):
    """The same text is centred differently as English, as German and as of unknown language."""
    vectors = bundled.encode(["Berlin Paris London"] * 3, ["en", "de", "und"])

    assert np.max(vectors @ vectors.T - np.eye(3)) < 0.9999


@pytest.mark.parametrize(
    ("tag", "same"), [("zh-Hant", "zh"), ("pt-BR", "pt"), ("NB", "no"), ("tlh", "und")]
)
def test_the_primary_subtag_decides(bundled: StaticEncoder, tag: str, same: str):
    """Regions and scripts do not matter, and an unknown language is like none."""
    texts = ["Oslo 2024", "Oslo 2024"]
    np.testing.assert_array_equal(*bundled.encode(texts, [tag, same]))


def test_lengths_must_match(bundled: StaticEncoder):
    """Two texts with one language are refused, and both numbers are named."""
    with pytest.raises(ValueError, match="2 texts, but 1 languages"):
        bundled.encode(["a", "b"], ["en"])


@pytest.mark.parametrize("language", [each for each in STORIES if each != "en"])
def test_translations_are_nearer_than_other_news(bundled: StaticEncoder, language: str):
    """Of the two ways to pair two English sentences with two others, the right one is nearer."""
    english = bundled.encode(STORIES["en"], ["en", "en"])
    scores = english @ bundled.encode(STORIES[language], [language, language]).T

    assert np.trace(scores) > np.trace(scores[::-1])


def test_traditional_characters_meet_simplified_ones(bundled: StaticEncoder):
    """A Chinese headline reads the same in both scripts."""
    a, b = bundled.encode(["中央銀行宣布新政策", "中央银行宣布新政策"], ["zh-Hant", "zh-Hans"])
    assert a @ b > 0.99


def test_the_model_id_follows_the_weights(tmp_path: Path):
    """Another weight is another model, so that stored vectors are never mixed up."""
    shutil.copytree(BUNDLED, tmp_path / "copy")
    weights = tmp_path / "copy" / WEIGHTS
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)

    assert load_static(tmp_path / "copy").model_id != load_static().model_id
    assert load_static().model_id == load_static().model_id


def test_loading_needs_no_torch():
    """The bundled model is served without torch, which would cost seconds and 200 MB."""
    code = (
        "import sys; from index.encoder import load; load().encode(['a'], ['en']); "
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_bundle_stays_small():
    """All files together take at most 24 MB."""
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) <= LARGEST


def test_a_folder_without_a_model_is_named(tmp_path: Path):
    """The error names the folder that holds no model."""
    with pytest.raises(ModelUnavailable, match=tmp_path.name):
        load_static(tmp_path)


def test_bundled_is_the_default():
    """`load()` opens the model that ships."""
    assert load().model_id == load("bundled").model_id
