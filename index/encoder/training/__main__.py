"""`python -m index.encoder.training`: from packed text to a folder that `load` opens."""

import argparse
from pathlib import Path

from tokenizers import Tokenizer

from index.encoder.static import BUNDLED
from index.encoder.training.cache import cache_source
from index.encoder.training.corpus import available
from index.encoder.training.export import export
from index.encoder.training.glossary import LANGUAGES
from index.encoder.training.glossary_cache import cache_glossary
from index.encoder.training.mixture import GLOSSARY
from index.encoder.training.tokenizer import build_tokenizer
from index.encoder.training.train import Plan, Run, train

_EXPLANATION = """\
Train the bundled multilingual encoder, in four steps:

  1. tokenizer  a byte-pair tokenizer over text balanced between languages
  2. cache      every source as arrays of piece ids, and a glossary of the news
  3. train      a contrastive loss over translations and halves of news
  4. export     language means, int8 rows and the tokenizer

Each step leaves its result in --work and is skipped where that is there already, and training goes
on from its last checkpoint: after an interruption give the same command again. To start over,
remove the folder. The defaults are those of the model that ships.
"""


def main(arguments: list[str] | None = None) -> None:
    """Run all steps that are not done yet."""
    options = _parser().parse_args(arguments)
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer(options)
    cache = work / "cache"
    for source in available(options.data):
        if not (cache / source / "lists.json").exists():
            cache_source(options.data, source, tokenizer, cache / source)
    if "news" in available(options.data) and not (cache / GLOSSARY / LANGUAGES).exists():
        cache_glossary(options.data, tokenizer, cache, cache / GLOSSARY)
    plan = Plan(
        dimension=options.dimension,
        steps=options.steps,
        minutes=options.minutes,
        rate=options.rate,
        every=options.every,
        seed=options.seed,
    )
    run = Run(tokenizer.get_vocab_size(), plan, work / "checkpoint.pt")
    if options.start_from:
        run.start_from(options.start_from)
    if options.export_only:
        run.resume()
    else:
        train(run, cache)
    export(run.model.rows.weight.detach().numpy(), tokenizer, cache, options.out)


def _tokenizer(options: argparse.Namespace) -> Tokenizer:
    path: Path = options.work / "tokenizer.json"
    if not path.exists():
        build_tokenizer(options.data, options.vocabulary, options.letters).save(str(path))
    return Tokenizer.from_file(str(path))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index.encoder.training",
        description=_EXPLANATION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--data", type=Path, default=Path("../shared/data/train"), help="folder of packed text")
    add("--work", type=Path, default=Path("data/training"), help="folder for what may be resumed")
    add("--out", type=Path, default=BUNDLED, help="folder for the model (default: the bundled one)")
    add("--vocabulary", type=int, default=65_000, help="word pieces (default: 65000)")
    add("--letters", type=int, default=1_500_000, help="tokenizer text a language, in letters")
    add("--dimension", type=int, default=336, help="length of a vector (default: 336)")
    add("--steps", type=int, default=15_000, help="batches (default: 15000)")
    add("--minutes", type=float, default=float("inf"), help="end after this time, if earlier")
    add("--rate", type=float, default=0.02, help="highest learning rate (default: 0.02)")
    add("--start-from", type=Path, help="checkpoint of another run to take the weights from")
    add("--every", type=int, default=500, help="steps between checkpoints (default: 500)")
    add("--seed", type=int, default=0, help="seed of batches and first rows (default: 0)")
    add("--export-only", action="store_true", help="export the last checkpoint, train no further")
    return parser


if __name__ == "__main__":
    main()
