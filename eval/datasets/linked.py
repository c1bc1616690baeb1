"""Swiss press releases: which other release did the author link in the text?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.data import LINKS, RELEASES, read_links
from eval.datasets.articles import records_in
from eval.datasets.dataset import Dataset, Source
from eval.datasets.languages import among
from eval.datasets.relevance import all_of

LANGUAGES = ("de", "fr", "it", "en")
NAME = "press-releases"


def read(folder: Path, languages: Sequence[str] = ()) -> Dataset:
    """Read the releases; every language version of a linking release is a seed.

    Relevant are all versions of the releases that it links, but never its own.
    """
    chosen = among(NAME, languages, LANGUAGES) or LANGUAGES
    # they are kept, for decompressing them again takes longer than asking for all links
    releases = [
        record.raw for record in records_in(folder / RELEASES) if record.raw.language in chosen
    ]
    versions = defaultdict(list)
    for release in releases:
        versions[release.translation_key or release.id].append(str(release.id))
    qrels: dict[str, Mapping[str, int]] = {}
    for story, linked in read_links(folder).items():
        relevant = (id_ for other in sorted(linked - {story}) for id_ in versions[other])
        qrels |= all_of(versions[story], relevant)
    return Dataset(NAME, lambda: iter(releases), qrels, chosen)


SOURCE = Source(
    name=NAME,
    question="Which release did the author of a press release link in its text?",
    licence="CC BY-NC-SA 4.0",
    files=(RELEASES, LINKS),
    obtain="it is packed from github.com/droid-f/news-service-bund; "
    "put both files into the folder that --data names",
    read=read,
)
