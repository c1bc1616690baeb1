"""Lists as TREC run files: lines of `seed Q0 article rank score name`, gzipped.

Rank decides. trec_eval sorts by score, and after pins or diversity a system's own score no longer
follows the rank; so the score in the file is the rank's negative. The system's own scores are kept
beside the file.
"""

import gzip
from collections import defaultdict
from pathlib import Path

from eval.errors import InvalidRun
from eval.qrels import as_word, from_word
from eval.runs.run import Lists


def write_lists(path: Path, lists: Lists, name: str) -> None:
    """Write lists; `name` is the run's, in the last column."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for seed, articles in lists.items():
            for rank, article in enumerate(articles, start=1):
                line = f"{as_word(seed)} Q0 {as_word(article)} {rank} {-rank} {as_word(name)}\n"
                file.write(line)


def read_lists(path: Path) -> dict[str, list[str]]:
    """Read lists, best first; seeds without any article do not occur in such a file.

    Raises InvalidRun naming the line that is wrong.
    """
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                words = line.split()
                if len(words) != 6 or not words[3].isdecimal():
                    raise InvalidRun(
                        f"{path.name}, line {number}: expected 'seed Q0 article rank score name', "
                        f"got {line[:80]!r}"
                    )
                found[from_word(words[0])].append((int(words[3]), from_word(words[2])))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InvalidRun(f"cannot read {str(path)!r}: {error}") from error
    return {seed: [article for _, article in sorted(ranked)] for seed, ranked in found.items()}
