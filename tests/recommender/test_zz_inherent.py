import json, pytest
from datetime import UTC, datetime
from tests.index.shortlists.conftest import lists_of, made_anew, relate
from tests.recommender.faults.test_killed import best_of
from index.ingest import ingest
from index.sources.jsonl import read_articles
from recommender.bootstrap import bootstrap
from recommender.settings import Settings
def test_it(home, encoder, relate, lists_of, made_anew):
    catalog = bootstrap(Settings(home=home), encoder).catalog
    words = ["bridge", "station", "council", "river", "strike", "museum", "snow"]
    lines = [json.dumps({"id": f"k{n}", "language": "en", "title": f"The {words[n % 7]} {n % 13}", "text": f"About a {words[n % 5]} and a {words[n % 3]}."}).encode() for n in range(100)]
    ingest(catalog, read_articles(lines), datetime.now(UTC))
    relate(catalog)
    found, expected = lists_of(catalog), made_anew(catalog)
    bad = 0
    for story, entries in expected.items():
        a, b = best_of(found[story]), best_of(entries)
        if a != pytest.approx(b, abs=1e-3):
            bad += 1
            extra = {r: found[story][r] for r in found[story].keys() - entries.keys()}
            print(story, sorted(extra.items(), key=lambda x: -x[1][1])[:3], "here", [ (r, entries[r]) for r in list(entries)[:3]])
            for r, e in list(extra.items())[:2]:
                print("   reverse", found.get(e[0], {}) and [x for x in found[e[0]].values() if x[0]==story][:2], [x for x in expected.get(e[0],{}).values() if x[0]==story][:2])
    print("BAD", bad, len(expected))
