"""Values of an evidence pack as people and spreadsheets may safely read them."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def cell(value: object) -> str:
    """A value as a table shows it: no control character, and nothing that a spreadsheet would work out."""
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(value: object) -> str:
    """A value as text without control characters or half characters."""
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() or c == " " else "\ufffd" for c in text)
