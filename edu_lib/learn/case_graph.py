"""The shape of a case: which screen leads to which, where each stands on the map, and what is wrong with it.

`data` is a case as it stands in data/cases (described by data/case.schema.json).
"""

from __future__ import annotations

__all__ = ["columns", "leads", "problems"]


def leads(screen: dict) -> list[str]:
    """The screens that may follow a screen, by choice or by draw; none where it is an end."""
    return [c["to"] for c in screen.get("choices", ())] + list(screen.get("draw", ()))


def columns(data: dict) -> dict[str, tuple[int, float]]:
    """Where each screen stands on the map: its column is the fewest decisions that lead to it, rows are centred.

    An end stands to the right of all that lead to it, so that no line runs back across the map.
    """
    depth, queue = {data["start"]: 0}, [data["start"]]
    for sid in queue:
        for to in leads(data["screens"][sid]):
            if to not in depth:
                depth[to] = depth[sid] + 1
                queue.append(to)
    for sid, screen in data["screens"].items():
        before = [depth[other] for other in depth if sid in leads(data["screens"][other])]
        if screen.get("end") and before:
            depth[sid] = max(before) + 1
    in_column: dict[int, list[str]] = {}
    for sid in data["screens"]:
        in_column.setdefault(depth.get(sid, 0), []).append(sid)
    most = max(len(ids) for ids in in_column.values())
    return {
        sid: (column, row + (most - len(ids)) / 2) for column, ids in in_column.items() for row, sid in enumerate(ids)
    }


def problems(data: dict) -> list[str]:
    """What is wrong with a case beyond its schema, a sentence each: leads nowhere, goes round, is never reached."""
    screens, out = data["screens"], []
    if data["start"] not in screens:
        return [f'It starts at "{data["start"]}", which is no screen.']
    for sid, screen in screens.items():
        choices = screen.get("choices", [])
        if sum(bool(screen.get(key)) for key in ("choices", "draw", "end")) != 1:
            out.append(f'The screen "{sid}" must have choices or be an end, one of the two, or hold envelopes to draw.')
        if len({c["id"] for c in choices}) < len(choices):
            out.append(f'The screen "{sid}" gives two choices the same id.')
        out += [
            f'The choice "{sid}/{c["id"]}" leads to "{c["to"]}", which is no screen.'
            for c in choices
            if c["to"] not in screens
        ]
        drawn = screen.get("draw", [])
        out += [f'The envelope "{to}" of "{sid}" leads to no screen.' for to in drawn if to not in screens]
        if drawn and len(set(drawn)) < max(2, len(drawn)):
            out.append(f'The screen "{sid}" needs two envelopes or more, all different.')
    if out:
        return out
    seen: set[str] = set()

    def walk(sid: str, above: tuple[str, ...]) -> None:
        if sid in above:
            if (sentence := f'The case goes round in a circle at "{sid}".') not in out:
                out.append(sentence)
            return
        if sid in seen:  # and all that follows it
            return
        for to in leads(screens[sid]):
            walk(to, (*above, sid))
        seen.add(sid)

    walk(data["start"], ())
    out += [f'No choice leads to the screen "{sid}".' for sid in screens if sid not in seen]
    return out
