"""Blocks that only a vote has: where to vote, the counts as bars or along a scale, and boxes to type a show of hands into.

See `view` for what a block is. All their words come from here, so that the browser adds none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

__all__ = ["bars", "columns", "hands", "invite", "qr"]


def invite(
    id: str,
    lead: str,
    address: str,
    code: str,
    *,
    count: int,
    counted: str,
    picture: Mapping | None = None,
    options: Iterable[str] = (),
    small: bool = False,
) -> dict:
    """Where to vote, in letters for the last row: the address without its code, the code, how many have answered.

    `lead` stands above the address, `counted` after the number, `options` under it. `picture` is ``{"src", "alt"}`` of a
    QR code; it is large, for it is read from afar, unless `small` leaves room for counts.
    """
    block = {"kind": "invite", "id": id, "lead": lead, "address": address, "code": code, "count": count}
    block |= {"counted": counted, "picture": dict(picture) if picture else None}
    return block | {"options": list(options), "small": bool(small)}


def bars(id: str, alt: str, rows: Iterable[Mapping], *, mark: str = "") -> dict:
    """A bar for each ``{"id", "text", "count", "note"}``; the one whose id is `mark` stands out, with its note.

    `alt` says the counts in words.
    """
    rows = [{"id": r["id"], "text": r["text"], "count": r["count"], "note": r.get("note", "")} for r in rows]
    return {"kind": "bars", "id": id, "alt": alt, "rows": rows, "mark": mark}


def columns(
    id: str,
    alt: str,
    edges: Sequence[float],
    counts: Sequence[int],
    label: str,
    *,
    mark: float | None = None,
    note: str = "",
) -> dict:
    """A column for each range between two neighbouring `edges`; `mark` is a place on the scale, `note` its words.

    `label` names the scale, `alt` says the counts in words.
    """
    if len(edges) != len(counts) + 1:
        raise ValueError(f"{len(counts)} columns stand between {len(counts) + 1} edges, but {len(edges)} were given.")
    block = {"kind": "columns", "id": id, "alt": alt, "edges": list(edges), "counts": list(counts), "label": label}
    return block | {"mark": mark, "note": note}


def hands(id: str, legend: str, rows: Iterable[Mapping], *, value: Mapping[str, object] | None = None) -> dict:
    """A small box for each ``{"id", "text"}``. The browser sends what was typed, as text by id."""
    rows = [{"id": r["id"], "text": r["text"]} for r in rows]
    return {"kind": "hands", "id": id, "legend": legend, "rows": rows, "value": dict(value or {})}


def qr(address: str, alt: str) -> dict | None:
    """The picture of an address for a phone's camera; None where segno, which draws it, is not installed."""
    try:
        import segno
    except ImportError:
        return None
    # Black on white whatever the theme, with the quiet edge that cameras need.
    return {"src": segno.make(address, micro=False).svg_data_uri(scale=8, border=3, light="#fff"), "alt": alt}
