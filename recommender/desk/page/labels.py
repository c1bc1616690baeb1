"""What the reasons of an explanation are called at the desk; messages of its catalogues."""

from recommender.explaining.explanation import PartName
from recommender.relations import Relation


def N_(message: str) -> str:  # noqa: N802
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


PARTS: dict[PartName, str] = {
    "dense": N_("what it is about"),
    "terms": N_("names and words in common"),
    "numbers": N_("numbers and dates in common"),
    "pieces": N_("words of like meaning"),
    "usual": N_("less what any two articles have in common"),
}

RELATIONS: dict[Relation, str] = {
    "same_event": N_("same event"),
    "follow_up": N_("follow-up"),
    "background": N_("background"),
    "similar": N_("similar matter"),
}

REASONS = {
    "beyond_k": N_("The list is full of stories that count for more."),
    "below_minimum_score": N_("It is not near enough to the page for this policy."),
    "not_compared": N_("It was not compared: many others are nearer in what they are about."),
    "is_the_seed": N_("It is the page itself."),
    "translation_of_the_seed": N_("It tells the same story as the page."),
    "blocked_by_an_editor": N_("An editor has blocked it."),
    "not_published_yet": N_("Its date of publication is in the future."),
    "already_on_the_page": N_("It is on the page already."),
    "excluded": N_("The policy excludes it."),
    "not_included": N_("It is filed under nothing that the policy includes."),
    "language_not_read": N_("It is in a language that the reader does not read."),
    "other_version_shown": N_("Its story is shown in a language that suits the reader better."),
    "language_mix": N_("The mix of languages leaves no place for it."),
    "section_limit": N_("There are enough stories of its section."),
    "tag_limit": N_("There are enough stories with one of its tags."),
    "author_limit": N_("There are enough stories by one of its authors."),
    "source_limit": N_("There are enough stories of its source."),
    "relation_limit": N_("There are enough stories that are the same to the page."),
    "too_alike": N_("It says the same as a story in the list."),
    "too_old": N_("It is older than the policy shows."),
}

MOVES = {
    "freshness": N_("Its age"),
    "closeness": N_("The time between it and the page"),
    "boosts": N_("A boost"),
    "languages": N_("The order of languages"),
    "relations": N_("The order of relations"),
    "diversity": N_("Its likeness to the stories above"),
}

UNFILLED = {
    "catalogue_exhausted": N_("The list is short: the catalogue has no other story."),
    "below_minimum_score": N_("The list is short: no other story is near enough."),
    "limited_by_policy": N_("The list is short: the policy keeps others out."),
}

LIMITS = {
    "diversity": N_("diversity"),
    "per_source": N_("at most so many of a source"),
    "per_author": N_("at most so many by an author"),
    "per_section": N_("at most so many of a section"),
    "per_tag": N_("at most so many with a tag"),
    "per_relation": N_("at most so many of a relation"),
    "freshness": N_("the highest age"),
    "minimum_score": N_("the minimum score"),
    "languages": N_("the mix of languages"),
}

DECISIONS = {
    "pin": N_("Pinned"),
    "approve": N_("Approved"),
    "block": N_("Blocked"),
    "merge": N_("Filed as the same story"),
    "split": N_("Split from its story"),
    "undo": N_("Taken back"),
}

SCOPES = {
    "page": N_("on this page"),
    "language": N_("on all pages in %(place)s"),
    "section": N_("on all pages of section %(place)s"),
    "site": N_("on the whole site"),
    "story": N_("wherever it is told"),
}
