"""A small catalogue of several languages and scripts, and what is said of its lists."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from index.article import Article
from index.catalog import Catalog
from recommender.policy import default_policy
from recommender.service import Recommender

ARTICLES = [
    ("quake-en", "en", "Strong earthquake shakes Tokyo",
     "A strong earthquake of magnitude 7.3 has shaken Tokyo. Mayor Sakamoto counted 4,812 damaged "
     "houses in the city on Friday.", "quake", 19, "world"),
    ("quake-ru", "ru", "Сильное землетрясение в Токио",
     "Сильное землетрясение магнитудой 7,3 произошло в Токио. Мэр Сакамото насчитал 4 812 "
     "повреждённых домов в городе.", None, 19, "world"),
    ("aid-de", "de", "Helfer suchen nach dem Erdbeben in Tokio nach Verschütteten",
     "Nach dem Erdbeben in Tokio suchen Helfer weiter. 4.812 Häuser sind beschädigt, sagte "
     "Bürgermeister Sakamoto.", "aid", 20, "world"),
    ("aid-fr", "fr", "Après le séisme de Tokyo, les secours cherchent des survivants",
     "Après le séisme de Tokyo, les secours continuent. Le maire Sakamoto parle de 4 812 maisons "
     "endommagées.", "aid", 20, "world"),
    ("tsunami-en", "en", "Tsunami warning for the bay of Tokyo is lifted",
     "After the earthquake the warning for the bay of Tokyo was lifted on Friday night.",
     None, 20, "world"),
    ("bridge-en", "en", "The new bridge opens to traffic",
     "After two years of work the bridge across the river is open to traffic.", None, 1, "local"),
    ("soup-fr", "fr", "La soupe à l'oignon de ma grand-mère",
     "Émincez les oignons, faites-les fondre dans le beurre et ajoutez le bouillon.",
     None, 2, "food"),
    ("chess-de", "de", "Schachturnier in Dortmund beginnt",
     "Acht Spieler aus fünf Ländern nehmen an dem Turnier teil.", None, 3, "sports"),
    ("embargo-en", "en", "Tokyo earthquake: what the report will say",
     "The report about the earthquake in Tokyo is published next week.", None, 28, "world"),
]  # fmt: skip


@pytest.fixture(scope="session")
def articles() -> dict[str, Article]:
    """Return the articles by id."""
    return {
        id_: Article(
            id_, language, title, text=text, translation_key=key, section=section,
            published_at=datetime(2026, 11, day, tzinfo=UTC),
        )
        for id_, language, title, text, key, day, section in ARTICLES
    }  # fmt: skip


@pytest.fixture
def catalog(open_catalog: Callable[[], Catalog], articles: dict[str, Article]) -> Catalog:
    catalog = open_catalog()
    catalog.put([*articles.values()])
    return catalog


@pytest.fixture
def recommender(catalog: Catalog) -> Recommender:
    """Chooses whatever is near, however little."""
    return Recommender(catalog, default_policy(-1))
