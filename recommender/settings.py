"""All settings: frozen, typed, read once.

Each comes from, first found first: the command line, `RECOMMENDER_<NAME>` in the environment,
`recommender.toml` in the data folder, and the default below.
"""

import os
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.encoder import BUNDLED, ModelOptions
from recommender.errors import InvalidSettings

FILE = "recommender.toml"
DEFAULT_HOME = Path("data")


class Settings(BaseSettings):
    """What an installation may choose."""

    model_config = SettingsConfigDict(
        env_prefix="RECOMMENDER_", frozen=True, extra="forbid", env_ignore_empty=True
    )

    home: Path = Field(DEFAULT_HOME, description="Folder of everything that is kept.")
    model: str = Field(
        BUNDLED,
        description="The encoder: 'bundled', or the name or path of a sentence-transformers model.",
    )
    prompt: str | None = Field(
        None, description="What such a model is given before every text; '' for nothing."
    )
    prompt_name: str | None = Field(None, description="Which of the model's own prompts to use.")
    max_seq_length: int | None = Field(
        None, ge=1, description="Tokens of a text that the model reads, if not its own number."
    )
    truncate_dim: int | None = Field(
        None,
        ge=1,
        description="Dimensions to keep of vectors that are made to be cut (Matryoshka).",
    )
    batch_size: int = Field(32, ge=1, description="Texts that the model encodes at once.")
    device: str = Field("auto", description="Where the model runs: auto, cpu, cuda, cuda:1, mps.")
    k: int = Field(6, ge=1, le=100, description="Links under a page unless a request says.")
    minimum_score: float = Field(
        0.1,
        ge=-1,
        le=1,
        description="Score below which a story is not shown, unless a policy sets its own.",
    )
    infer_stories: bool = Field(
        True, description="Find copies and translations that no translation key declares."
    )
    policy: str = Field("news", description="The policy that chooses unless a request names one.")
    host: str = Field("127.0.0.1", description="Address to serve on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to serve on; 0 takes a free one.")
    max_body_bytes: int = Field(
        8 * 1024 * 1024, ge=1024, description="Largest request body that is accepted."
    )
    log_level: str = Field(
        "info", pattern="^(debug|info|warning|error)$", description="How much is logged."
    )

    @property
    def model_options(self) -> ModelOptions:
        """How the model is used."""
        return ModelOptions(
            self.prompt,
            self.prompt_name,
            self.max_seq_length,
            self.truncate_dim,
            self.batch_size,
            self.device,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the file in the data folder below the environment."""
        given = init_settings.init_kwargs if isinstance(init_settings, InitSettingsSource) else {}
        home = given.get("home") or os.environ.get("RECOMMENDER_HOME") or DEFAULT_HOME
        toml = TomlConfigSettingsSource(settings_cls, toml_file=Path(home) / FILE)
        return init_settings, env_settings, toml


def load_settings(**given: Any) -> Settings:
    """Return the settings; those in `given` that are not None come before all others.

    Raises InvalidSettings naming the setting, its value and what it may be.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        name = ".".join(map(str, problem["loc"]))
        raise InvalidSettings(
            f"setting {name!r} is {problem['input']!r}: {problem['msg']}; "
            f"correct it on the command line, in RECOMMENDER_{name.upper()} or in {FILE}"
        ) from None
    except ValueError as error:
        raise InvalidSettings(f"{FILE} in the data folder cannot be read: {error}") from None
