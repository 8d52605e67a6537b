"""What an operator can set about the language model."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr, StringConstraints

from adapters.settings_types import Url


class ModelSettings(BaseModel):
    """The part of ``settings.Settings`` that is about the model: where it is asked, with which limits."""

    model_key: SecretStr | None = Field(
        None, alias="OPENAI_API_KEY", description="what the model's endpoint is shown"
    )
    model_url: Url | None = Field(
        None, alias="OPENAI_BASE_URL", description="where a model is asked, if not at api.openai.com"
    )
    model_name: Annotated[str, StringConstraints(pattern=r"^[\w.:/@-]{1,120}$")] | None = Field(
        None, alias="BEDSIDE_MODEL", description="the model that is asked, as its endpoint calls it"
    )
    model_privacy: Literal["off", "local", "baa"] = Field(
        "off",
        alias="BEDSIDE_MODEL_PRIVACY",
        description="how far texts without identifiers may go: nowhere, to a private address, or under a BAA",
    )
    model_profile: Literal["auto", "openai", "azure", "other"] = Field(
        "auto", alias="BEDSIDE_MODEL_PROFILE", description="whose protocol the model's endpoint speaks"
    )
    model_seconds: float = Field(
        3.0,
        alias="BEDSIDE_MODEL_SECONDS",
        ge=0.5,
        le=60,
        description="how long a person waits for the model",
    )
    model_batch_seconds: float = Field(
        20.0,
        alias="BEDSIDE_MODEL_BATCH_SECONDS",
        ge=1,
        le=600,
        description="how long the model may take where nobody waits",
    )
    model_daily_tokens: int = Field(
        1_000_000,
        alias="BEDSIDE_MODEL_DAILY_TOKENS",
        ge=0,
        description="tokens that a workspace may spend on the model in a day; 0 for no limit",
    )
    model_monthly_tokens: int = Field(
        10_000_000,
        alias="BEDSIDE_MODEL_MONTHLY_TOKENS",
        ge=0,
        description="tokens that a workspace may spend on the model in a month; 0 for no limit",
    )
    model_price_in: float = Field(
        0.0,
        alias="BEDSIDE_MODEL_PRICE_IN",
        ge=0,
        description="what a million tokens that the model reads cost, for your accounting",
    )
    model_price_out: float = Field(
        0.0,
        alias="BEDSIDE_MODEL_PRICE_OUT",
        ge=0,
        description="what a million tokens that the model writes cost",
    )
    model_thinking_tokens: int = Field(
        0,
        alias="BEDSIDE_MODEL_THINKING_TOKENS",
        ge=0,
        le=100_000,
        description="tokens that the model may think with before it answers, where it does",
    )

    @property
    def model(self) -> bool:
        """Whether a model is named and there is somewhere to ask it."""
        return self.model_name is not None and (self.model_key is not None or self.model_url is not None)
