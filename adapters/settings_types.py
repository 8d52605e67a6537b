"""What several settings are made of."""

from typing import Annotated

from pydantic import StringConstraints

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$")]
