"""How a sentence-transformers model is used, as far as a site may choose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How a model is used; None leaves a choice to the model.

    `prompt` goes before every text, "" is none; without it, the model's own prompt of the name
    `prompt_name` does. `max_seq_length` is in tokens, `truncate_dim` how many dimensions of each
    vector are kept, `batch_size` in texts. `device` is "auto", "cpu", "cuda", "cuda:1" or "mps".
    """

    prompt: str | None = None
    prompt_name: str | None = None
    max_seq_length: int | None = None
    truncate_dim: int | None = None
    batch_size: int = 32
    device: str = "auto"

    @property
    def changing(self) -> dict[str, str | int]:
        """Those that are given and make other vectors, by name."""
        names = ("prompt", "prompt_name", "max_seq_length", "truncate_dim")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


AS_IT_COMES = ModelOptions()
"""Everything left to the model."""
