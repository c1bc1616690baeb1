"""One character map for spellings that differ between texts but not in meaning.

Traditional Chinese characters become simplified ones (Japanese kanji too, so that names written in
both meet), Arabic and Persian letter variants become one letter, and vowel points of Arabic and
Hebrew go, because newspapers leave them out. The map is built as a sentencepiece character map: the
tokenizer applies it in one pass, in Rust, and its file carries it.
"""

import tempfile
from pathlib import Path

import opencc
import sentencepiece
from sentencepiece import sentencepiece_model_pb2

_HAN = (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))
_POINTS = (*range(0x064B, 0x0653), 0x0640, 0x0670, *range(0x0591, 0x05C8), *range(0x200B, 0x200E))
_ARABIC = dict(zip("ٱأإآىيكةۀ", "ااااییکهه", strict=True))


def folding_rules() -> dict[str, str]:
    """Character → replacement; an empty replacement removes the character."""
    simplify = opencc.OpenCC("t2s").convert
    han = {chr(code): simplify(chr(code)) for code in _HAN}
    changed = {old: new for old, new in han.items() if old != new and len(new) == 1}
    return {**changed, **_ARABIC, **{chr(code): "" for code in _POINTS}}


def folding_map(rules: dict[str, str]) -> bytes:
    """Compile rules into the binary form that `tokenizers.normalizers.Precompiled` takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "rules.tsv"
        lines = (f"{ord(old):04X}\t{_hex(new)}\n" for old, new in rules.items())
        table.write_text("".join(lines), encoding="utf-8")
        # sentencepiece compiles the rules only while it trains a model, so it trains a tiny one
        corpus = folder / "corpus.txt"
        corpus.write_text("\n".join(f"one two three {i}" for i in range(300)), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(corpus),
            model_prefix=str(folder / "model"),
            vocab_size=40,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(table),
            minloglevel=2,
        )
        model = sentencepiece_model_pb2.ModelProto()
        model.ParseFromString((folder / "model.model").read_bytes())
    return bytes(model.normalizer_spec.precompiled_charsmap)


def _hex(text: str) -> str:
    return " ".join(f"{ord(character):04X}" for character in text)
