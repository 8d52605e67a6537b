"""The page of an evidence pack to read: the period on one sheet, then every entry; made to be printed.

It stands alone: no script, nothing fetched, everything escaped. A browser's "Save as PDF" makes the PDF.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from adapters.evidence_cells import plain
from adapters.web.render import event_name
from bot.outlet_names import outlet_name

MOST_RULES = 15
BAR = 160
"""How wide the longest bar is drawn, in units of the drawing."""
_SVG = f'<svg aria-hidden="true" viewBox="0 0 {BAR} 8" preserveAspectRatio="none">'

COLUMNS = ("No.", "When (UTC)", "What", "Bedside said", "Who", "Findings", "Details")
NOT_KEPT = "not kept"
SHOWN = 12
"""Digits of a rules version that tell it from others on a page; the tables have them all."""
VERDICTS = ("ok", "revise", "block")


@dataclass(slots=True)
class Summary:
    """What is counted of a period while its entries go by."""

    title: str
    entries: int = 0
    first: int = 0
    last: int = 0
    head: str = ""
    events: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    versions: dict[str, list[str]] = field(default_factory=dict)
    header: Mapping[str, Any] = field(default_factory=dict)

    def add(self, entry: Mapping[str, Any], entry_hash: str) -> None:
        """Count one entry of the period."""
        self.entries += 1
        self.first, self.last, self.head = self.first or entry["seq"], entry["seq"], entry_hash
        self.events[entry["event"]] += 1
        if entry["event"] == "reviewed":
            self.verdicts[entry["verdict"] or "ok"] += 1
            self.rules.update({finding["rule"] for finding in entry["findings"]})
        version, at = entry["policy_version"], entry["at"]
        if version:
            seen = self.versions.setdefault(version, [at, at, "0"])
            seen[1], seen[2] = at, str(int(seen[2]) + 1)


def opening(summary: Summary, rules: Mapping[str, str | None]) -> str:
    """The page up to its rows: what the pack is, the period in figures, how to prove it.

    ``rules`` holds the rules version of each policy version, where one is known.
    """
    return "".join(
        (
            Template(_piece("head")).substitute(title=_said(summary.title), labels=_labels()),
            _facts(summary),
            '<div class="side">',
            _table("Verdicts", ("Bedside said", "Reviews", ""), _bars(summary.verdicts, VERDICTS)),
            _table("What happened", ("Event", "Entries", ""), _bars(_named(summary.events))),
            "</div>",
            _table(
                "Policy versions in force",
                ("Version", "Rules", "First used", "Last used", "Entries"),
                (
                    (
                        _said(name),
                        _said((rules.get(name) or NOT_KEPT)[:SHOWN]),
                        _said(_when(one)),
                        _said(_when(two)),
                        _said(count),
                    )
                    for name, (one, two, count) in summary.versions.items()
                ),
            ),
            _table(
                "Rules that met most drafts",
                ("Rule", "Drafts", ""),
                _bars(dict(summary.rules.most_common(MOST_RULES))),
            ),
            _piece("proof"),
            '<h2 class="page">Entries</h2><table class="rows"><thead><tr>',
            "".join(f'<th scope="col">{_said(name)}</th>' for name in COLUMNS),
            "</tr></thead><tbody>\n",
        )
    )


def row(entry: Mapping[str, Any]) -> str:
    """One entry of the period."""
    about = " ".join(part for part in (outlet_name(entry["outlet"] or ""), entry["kind"] or "") if part)
    found = [f"{item['rule']} ({item['severity']})" for item in entry["findings"]]
    details = [f"{name}: {value}" for name, value in sorted(entry["details"].items()) if value is not None]
    cells = (
        _said(entry["seq"]),
        _said(_when(entry["at"])),
        _said(event_name(entry["event"])) + (f"<small>{_said(about)}</small>" if about else ""),
        _said(entry["verdict"] or ""),
        f"{_said(entry['actor'])}<small>{_said(entry['role'])}, {_said(entry['platform'])}</small>",
        "<br>".join(map(_said, found)),
        _said("; ".join(details)),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


CLOSING = "</tbody></table></body></html>\n"


def _labels() -> str:
    """What stands before each value where the page is too narrow for the heads of columns."""
    named = enumerate(COLUMNS, start=1)
    return " ".join(
        f'.rows td:nth-child({number})::before {{ content: "{name}"; }}' for number, name in named
    )


def _facts(summary: Summary) -> str:
    header = summary.header
    keys = [str(key) for key in header.get("public_keys") or ()]
    facts = (
        ("Organization", header.get("tenant")),
        ("Made", _when(str(header.get("at") or ""))),
        ("Entries of the period", f"{summary.entries:,}, numbers {summary.first} to {summary.last}"),
        ("Hash of its last entry", summary.head or "none"),
        ("The whole log then", f"{header.get('entries', 0):,} entries, last hash {header.get('head', '')}"),
        ("Signed with the key", ", ".join(keys)),
    )
    told = "".join(f"<div><dt>{_said(name)}</dt><dd>{_said(value)}</dd></div>" for name, value in facts)
    return f"<dl>{told}</dl>"


def _named(events: Mapping[str, int]) -> dict[str, int]:
    ordered = sorted(events.items(), key=lambda item: -item[1])
    return {event_name(name): count for name, count in ordered}


def _bars(counts: Mapping[str, int], order: Sequence[str] = ()) -> Iterable[tuple[str, str, str]]:
    most = max(counts.values(), default=0)
    for name in order or counts:
        count = counts.get(name, 0)
        width = round(BAR * count / most) if most else 0
        drawn = f'{_SVG}<rect width="{width}" height="8"/></svg>'
        yield _said(name), f"{count:,}", drawn


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in rows)
    if not body:
        return ""
    heads = "".join(f'<th scope="col">{_said(name)}</th>' for name in columns)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    return f"<section><h2>{_said(title)}</h2>{table}</section>"


def _piece(name: str) -> str:
    return files("adapters").joinpath(f"evidence_{name}.html").read_text("utf-8")


def _when(at: str) -> str:
    return at[:16].replace("T", " ")


def _said(value: object) -> str:
    return escape(plain(value))
