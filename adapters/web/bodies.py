"""Request bodies, read no further than allowed."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.errors import BedsideError

LARGEST_BODY = 3_000_000
"""Bytes: the longest draft that is reviewed, each character written as an escape of twelve."""

MOST_FIELDS = 40


class BodyTooLarge(BedsideError):
    """More was sent than any draft needs; the rest was not read."""


class BodyUnreadable(BedsideError):
    """What was sent is not what it should be."""


async def read(request: Request) -> bytes:
    """The body of ``request``.

    Raises:
        BodyTooLarge: It is announced, or turns out, to be beyond ``LARGEST_BODY``.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > LARGEST_BODY:
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise _too_large()
    return bytes(body)


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form; bytes that are not UTF-8 become the replacement character.

    Raises:
        BodyTooLarge: As ``read``.
        BodyUnreadable: Not a form of this site.
    """
    body = await read(request)
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BodyUnreadable("This form has more fields than any form here.") from error
    return dict(pairs)


def _too_large() -> BodyTooLarge:
    return BodyTooLarge(
        f"The request is larger than {LARGEST_BODY:,} bytes. Nothing was recorded. "
        "Please send the draft in parts."
    )
