"""Policies as an installation declares them."""

from pathlib import Path

import pytest

from recommender.errors import InvalidPolicies, InvalidRequest, InvalidSettings
from recommender.policies import Policies, load_policies

FLOOR = 0.15


def declared(home: Path, written: str, default: str = "news") -> Policies:
    (home / "policies.toml").write_text(written, encoding="utf-8")
    return load_policies(home, default, FLOOR)


def test_four_presets_come_with_the_program(tmp_path: Path):
    """Without a file of one's own."""
    policies = load_policies(tmp_path, "news", FLOOR)

    assert policies.names == ("news", "evergreen", "magazine", "archive")
    assert policies.default.name == "news-1"
    assert [policies.named(name).floor for name in policies.names] == [FLOOR] * 4


def test_a_policy_of_ones_own_stands_beside_them(tmp_path: Path):
    """It is called by its name, and signs with its version."""
    policies = declared(tmp_path, "[mine]\nversion = 4\nminimum_score = 0.3\n", default="mine")

    assert policies.default is policies.named("mine")
    assert (policies.default.name, policies.default.floor) == ("mine-4", 0.3)


def test_a_policy_may_extend_another(tmp_path: Path):
    """What it says comes first, table by table; what it leaves out is the other's."""
    policies = declared(
        tmp_path,
        """
        [mine]
        extends = "base"
        version = 2
        limits.per_section = 2
        [base]
        extends = "magazine"
        version = 1
        languages.at_least = { de = 3 }
        """,
    )

    magazine, mine = policies.named("magazine"), policies.named("mine")
    assert {limit.name: limit for limit in mine.limits}["per_tag"] in magazine.limits
    assert {limit.name: getattr(limit, "most", None) for limit in mine.limits} == {
        "per_section": 2, "per_tag": 2, "per_author": 2, "languages": None
    }  # fmt: skip
    assert mine.languages.mix is not None
    assert mine.languages.mix.at_least == {"reader": 2, "de": 3}
    assert mine.diversity == magazine.diversity


def test_a_preset_may_be_changed_under_its_own_name(tmp_path: Path):
    """Requests that ask for it get the changed one."""
    policies = declared(tmp_path, "[news]\nextends = 'news'\nversion = 9\nminimum_score = 0.4\n")

    assert policies.named("news").name == "news-9"
    assert policies.named("news").moves == load_policies(tmp_path / "no", "news", 0).default.moves


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("versoin = 1", ["'versoin'", "did you mean 'version'?"]),
        ("version = 1\nfreshnes.weight = 0.1", ["'freshnes'", "did you mean 'freshness'?"]),
        ("version = 1\nfreshness.halflife = 3", ["'halflife'", "did you mean 'half_life'?"]),
        ("version = 1\nfreshness.evergreen.tags = []", ["'tags'", "did you mean 'tag'?"]),
        ("version = 1\nrelax = ['per_tags']", ["'per_tags'", "did you mean 'per_tag'?"]),
        ("version = 1\nlanguages.mode = 'best'", ["'best'", "did you mean 'best_story'?"]),
        ("version = 1\nrelations.orders = []", ["'orders'", "did you mean 'order'?"]),
        ("version = 1\nrelations.exclude = ['simmilar']", ["'simmilar'", "mean 'similar'?"]),
        ("version = 1\nrelations.at_most.followup = 1", ["'followup'", "mean 'follow_up'?"]),
        ("version = 1\nrelations.at_most.similar = 0", ["relations.at_most.similar", "0"]),
        ("version = 1\nextends = 'magazin'", ["'magazin'", "did you mean 'magazine'?"]),
        ("version = 1\nextend = 'news'", ["'extend'", "did you mean 'extends'?"]),
        ("description = 'no version'", ["has no 'version'"]),
        ("version = 1\nminimum_score = 2", ["'minimum_score'", "2"]),
        ("version = 1\nlanguages.at_least.klingonish = 1", ["'klingonish'", "BCP 47"]),
        ("version = 1\nlanguages.shares = { de = 0.7, fr = 0.4 }", ["1.1"]),
        ("version = 1\nlanguages.at_least.de = 3\nlanguages.at_most.de = 2", ["3", "2", "'de'"]),
        ("version = 1\nlanguages.at_least = { zh = 1, zh-Hant = 1 }", ["'zh' includes 'zh-Hant'"]),
        ("version = 1\nboosts.section.sport = 0.9", ["boosts.section.sport", "0.9", "0.3"]),
        ("version = 1\nextends = 'mine'", ["'mine'", "did you mean"]),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, written: str, named: list[str]):
    """With the policy, the file, what was wrong, and the nearest name that there is."""
    with pytest.raises(InvalidPolicies) as refused:
        declared(tmp_path, f"[mine]\n{written}\n")

    for part in ["'mine'", "policies.toml", *named]:
        assert part in str(refused.value)


@pytest.mark.parametrize("written", ["[mine", "mine = 3", "['My own']\nversion = 1", "\x00"])
def test_a_file_that_holds_no_policies_is_named(tmp_path: Path, written: str):
    """The error shows its path."""
    with pytest.raises(InvalidPolicies, match=r"policies\.toml"):
        declared(tmp_path, written)


def test_policies_that_extend_each_other_are_refused(tmp_path: Path):
    """The circle is shown."""
    written = "[a]\nversion = 1\nextends = 'b'\n[b]\nversion = 1\nextends = 'a'\n"

    with pytest.raises(InvalidPolicies, match="a, b, a"):
        declared(tmp_path, written)


def test_an_unknown_default_is_a_wrong_setting(tmp_path: Path):
    """It names the nearest policy and where to declare one."""
    with pytest.raises(InvalidSettings, match=r"'newz'; did you mean 'news'.*policies\.toml"):
        load_policies(tmp_path, "newz", FLOOR)


def test_a_request_for_an_unknown_policy_is_refused(tmp_path: Path):
    """It names the nearest, too."""
    with pytest.raises(InvalidRequest, match="'evergren'; did you mean 'evergreen'"):
        load_policies(tmp_path, "news", FLOOR).named("evergren")
