"""The calibration of a store: the one that was learnt last, for all processes alike."""

from index.signature import SIGNATURE
from index.store.connection import Connections

_WRITE = "INSERT INTO calibrations (model_id, recipe, change, content) VALUES (?, ?, ?, ?)"
_DROP_OLDER = "DELETE FROM calibrations WHERE number < (SELECT max(number) FROM calibrations)"
_NUMBER = "SELECT max(number) FROM calibrations WHERE model_id = ? AND recipe = ?"
_READ = "SELECT change, content FROM calibrations WHERE number = ?"


class Calibrations:
    """What was learnt of a store's articles, as bytes; a calibration of another model is none."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def keep(self, model_id: str, change: int, content: bytes) -> None:
        """Let a calibration answer that was learnt at a change number, in place of the last."""
        with self._connections.transaction() as connection:
            connection.execute(_WRITE, (model_id, SIGNATURE, change, content))
            connection.execute(_DROP_OLDER)

    def number(self, model_id: str) -> int:
        """Return the number of the calibration of a model, 0 if there is none; one look-up."""
        ((number,),) = self._connections.read(_NUMBER, model_id, SIGNATURE)
        return number or 0

    def read(self, number: int) -> tuple[int, bytes] | None:
        """Return change number and content of a calibration; None once a later one is kept."""
        found = self._connections.read(_READ, number)
        return (found[0]["change"], found[0]["content"]) if found else None
