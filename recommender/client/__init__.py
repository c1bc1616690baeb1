"""The service from Python: its answers as typed objects, its problems as exceptions."""

from index.article import RawArticle
from recommender.api.decision_wire import DecisionIn, UndoIn
from recommender.api.wire import RelatedIn
from recommender.client.asynchronous import AsyncClient
from recommender.client.synchronous import Client

__all__ = ["AsyncClient", "Client", "DecisionIn", "RawArticle", "RelatedIn", "UndoIn"]
