"""The tokenizer: byte-pair pieces over text that is balanced between languages.

Byte-pair encoding: Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword
Units". It is learnt in a fifth of the time that a Unigram model of the same size takes.
Punctuation is dropped: the encoder takes a mean over pieces, and commas say nothing about what an
article is about.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from tqdm import tqdm

from index.encoder.training.corpus import HELD_OUT_NEWS, available, read
from index.encoder.training.folding import folding_map, folding_rules
from index.encoder.training.languages import weight

UNKNOWN = "[UNK]"
_ALPHABET = 12_000
_LONGEST_PIECE = 16
_DENSE = {"zh": 2.5, "ja": 2.5, "ko": 2.0}
"""Latin letters that one character is worth, for scripts that say more with fewer."""

_SHARES = {"news": 0.35, "sentences": 0.3, "titles": 0.25, "lexicon": 0.05, "bible": 0.05}


def build_tokenizer(data: Path, vocabulary: int, letters: int) -> Tokenizer:
    """Train `vocabulary` pieces on about `letters` characters of each core language."""
    tokenizer = untrained_tokenizer()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[UNKNOWN],
        limit_alphabet=_ALPHABET,
        max_token_length=_LONGEST_PIECE,
    )
    texts = list(tqdm(balanced_texts(data, letters), desc="sample for the tokenizer", unit="text"))
    tokenizer.train_from_iterator(texts, trainer, length=len(texts))
    return tokenizer


def untrained_tokenizer() -> Tokenizer:
    """Return the pipeline around the pieces: fold spellings, lower-case, split, mark starts."""
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Precompiled(folding_map(folding_rules())),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation("removed"),
            pre_tokenizers.Digits(individual_digits=False),
            pre_tokenizers.Metaspace(prepend_scheme="always"),
        ]
    )
    return tokenizer


def balanced_texts(data: Path, letters: int) -> Iterator[str]:
    """Texts of every source until each language has its share of `letters` from it.

    What one source cannot fill, the later ones may: a language without news takes more titles.
    """
    used: dict[str, float] = defaultdict(float)
    allowed = 0.0
    present = available(data)
    for source, share in _SHARES.items():
        allowed += share * letters
        if source not in present:
            continue
        for row in read(data, source):
            if row.document == HELD_OUT_NEWS:
                continue
            for language, text in row.texts.items():
                if used[language] < allowed * weight(language):
                    used[language] += len(text) * _DENSE.get(language, 1.0)
                    yield text
