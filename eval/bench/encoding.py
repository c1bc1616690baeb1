"""What the bundled encoder costs beyond the tokenisation that no encoder can do without."""

from collections.abc import Sequence

from eval.bench.figure import Figure, paired_ratio
from index.article import Article
from index.encoder.static import load_static, load_tokenizer


def bench_encoding(articles: Sequence[Article]) -> list[Figure]:
    """Time encoding against bare tokenisation of the same texts, in the batches of ingestion."""
    encoder, tokenizer = load_static(), load_tokenizer()
    texts = [article.embedded_text for article in articles]
    languages = [article.language for article in articles]
    ratio, base = paired_ratio(
        lambda: encoder.encode(texts, languages),
        lambda: tokenizer.encode_batch_fast(texts, add_special_tokens=False),
    )
    words = sum(len(text.split()) for text in texts) / len(texts)
    return [
        Figure("encoding", ratio, "x tokenisation", "reach: at most 1.3"),
        Figure("encoding, texts", len(texts) / (base * ratio), "/s", f"{words:.0f} words each"),
    ]
