"""All settings: frozen, typed, read once.

Each comes from, first found first: the command line, `RECOMMENDER_<NAME>` in the environment,
`recommender.toml` in the data folder, and the default below.
"""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, IPvAnyNetwork, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.encoder import BUNDLED, ModelOptions
from recommender.errors import InvalidSettings

FILE = "recommender.toml"
STORE_FILE = "catalogue.sqlite"
DEFAULT_HOME = Path("data")


def _listed(given: object) -> object:
    return [item.strip() for item in given.split(",")] if isinstance(given, str) else given


# in the environment a list is written with commas, in the file as a list
_Origins = Annotated[
    tuple[Annotated[str, Field(pattern=r"^(\*|https?://[^/\s]+)$")], ...],
    NoDecode,
    BeforeValidator(_listed),
]
_Networks = Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(_listed)]
_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1"))
_HEADER = r"^[A-Za-z0-9-]+$"
_Curve = Annotated[
    tuple[Annotated[float, Field(gt=0, le=1)], ...], NoDecode, BeforeValidator(_listed)
]


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
    access: Literal["open", "public", "keys"] = Field(
        "open",
        description="What may be done without a key: all, on this machine alone; read; nothing.",
    )
    rate_limit: float = Field(
        0,
        ge=0,
        description="Requests a second of a key, or of an address without one; 0 for any number.",
    )
    cors_origins: _Origins = Field(
        (), description="Origins whose scripts may ask, such as https://news.example; * for all."
    )
    trusted_proxies: _Networks = Field(
        (), description="Addresses or networks of proxies whose X-Forwarded-For is believed."
    )
    metrics_from: _Networks = Field(
        _LOOPBACK, description="Addresses or networks that may read the metrics without a key."
    )
    max_in_flight: int = Field(
        128, ge=1, description="Requests that a process has in progress before it refuses more."
    )
    request_timeout_s: float = Field(
        30, gt=0, description="Seconds until an answer begins; ten times that for a batch."
    )
    clicks: Literal["on", "off"] = Field(
        "off", description="Log what readers saw of the block, and clicked: on or off."
    )
    explore: float = Field(
        0,
        ge=0,
        le=1,
        description="Share of the logged views in which two neighbouring stories change places.",
    )
    examination: _Curve = Field(
        (), description="How likely readers look at each place, if known: 1,0.6,0.4,..."
    )
    log_level: str = Field(
        "info", pattern="^(debug|info|warning|error)$", description="How much is logged."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Lines of text, or one JSON object each."
    )
    access_log: bool = Field(
        False, description="Log every request, not only those that failed or were slow."
    )
    slow_ms: float = Field(
        1000, ge=0, description="Milliseconds from which on a request is logged as slow."
    )
    max_age_s: int = Field(
        60, ge=1, description="Seconds that caches may keep an answer without asking again."
    )
    cache_mb: int = Field(
        16, ge=1, description="Megabytes of ready answers that each process keeps."
    )
    desk_session_h: float = Field(
        8, gt=0, description="Hours after which an editor who did nothing has to sign in again."
    )
    desk_user_header: str | None = Field(
        None,
        pattern=_HEADER,
        description="Header in which a proxy of trusted_proxies says who uses the desk.",
    )
    desk_roles_header: str | None = Field(
        None,
        pattern=_HEADER,
        description="Header in which it says that they are viewer, editor or admin; else viewer.",
    )
    workers: int = Field(1, ge=1, le=64, description="Processes that answer requests.")
    drain_s: int = Field(
        0, ge=0, description="Seconds to answer on, but as not ready, before the service stops."
    )
    shutdown_s: int = Field(
        30, ge=1, description="Seconds that requests in progress have when the service stops."
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
        name = str(problem["loc"][0])
        raise InvalidSettings(
            f"setting {name!r} is {problem['input']!r}: {problem['msg']}; "
            f"correct it on the command line, in RECOMMENDER_{name.upper()} or in {FILE}"
        ) from None
    except ValueError as error:
        raise InvalidSettings(f"{FILE} in the data folder cannot be read: {error}") from None
