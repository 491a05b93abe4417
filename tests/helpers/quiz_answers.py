"""What a student who knows everything would answer."""


def right_answer(item, accepted=0):
    """The right answer to a quiz item; `accepted` chooses among the words that are accepted for a mended sentence."""
    kind = item["kind"]
    if kind in ("single", "multiple"):
        return [o["id"] for o in item["options"] if o["right"]]
    if kind == "order":
        return [i["id"] for i in item["items"]]
    if kind == "label":
        return item["target"] if item["how"] == "pick" else item["accept"][0]
    return item["answer"] if kind == "number" else [item["wrong"], item["accept"][accepted]]
