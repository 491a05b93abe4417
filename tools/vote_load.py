"""How a vote bears a class: many phones at once, on this computer, with an idle kernel and with one that computes.

    .venv/bin/python tools/vote_load.py

The phones are another process; each opens connections of its own, takes a ballot and votes, and every fourth tries to vote
twice. For each row: how many votes were sent, how many are kept, how many second votes were refused, and how long a phone
waited from opening the page to its thanks. Fails where a vote is lost or counted twice; times are printed, not judged.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
import time

FORM = "Content-Type: application/x-www-form-urlencoded"
# phones, seconds within which they come, whether the kernel computes all the time
ROWS = ((200, 10, False), (200, 1, False), (200, 0, False), (200, 10, True), (200, 1, True), (1000, 10, False))


async def http(port: int, line: str, *headers: str, body: bytes = b"", host: str = "") -> tuple[int, bytes]:
    """One request on a connection of its own: its status (0 where the server only hung up) and the whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = [
        f"{line} HTTP/1.1",
        f"Host: {host or f'127.0.0.1:{port}'}",
        "Connection: close",
        f"Content-Length: {len(body)}",
    ]
    data = b""
    try:
        writer.write("\r\n".join((*head, *headers, "", "")).encode() + body)
        await writer.drain()
        data = await reader.read()
    except ConnectionError:
        pass  # it hung up on what it does not take
    finally:
        writer.close()
    return (int(data[9:12]) if data else 0), data


async def take_ballot(port: int, code: str) -> str:
    """The cookie that a phone gets with the page, as a header."""
    data = (await http(port, f"GET /{code}"))[1]
    return "Cookie: ballot=" + re.search(rb'ballot="?([^";]+)', data)[1].decode()


async def phone(
    port: int, code: str, answer: str, wait_s: float = 0.0, twice: bool = False
) -> tuple[int, float, int | None]:
    """One phone: the status of its vote, how long it waited (s), and the status of its second vote if there was one."""
    await asyncio.sleep(wait_s)
    began = time.perf_counter()
    cookie = await take_ballot(port, code)
    body = f"answer={answer}".encode()
    status, _ = await http(port, f"POST /{code}", cookie, FORM, body=body)
    waited = time.perf_counter() - began
    again = (await http(port, f"POST /{code}", cookie, FORM, body=body))[0] if twice else None
    return status, waited, again


async def crowd(port: int, code: str, phones: int, within_s: float, answers: list[str]) -> dict:
    """Many phones: how many votes were thanked for, second ones tried and refused, and the waits in milliseconds."""
    every = (
        phone(port, code, random.choice(answers), random.uniform(0, within_s), twice=i % 4 == 0) for i in range(phones)
    )
    done = await asyncio.gather(*every)
    waits = sorted(1000 * waited for _, waited, _ in done)
    return {
        "thanked": sum(status == 200 for status, *_ in done),
        "tried": sum(again is not None for *_, again in done),
        "refused": sum(again == 409 for *_, again in done),
        "median": waits[len(waits) // 2],
        "p95": waits[int(0.95 * len(waits))],
        "max": waits[-1],
    }


def main() -> int:
    from edu_lib.learn.predict import predictions
    from edu_lib.learn.vote import Vote
    from edu_lib.learn.vote_count import Poll

    poll, lost = Poll("08-sixty", predictions()["08-sixty"]), 0
    print("phones within  kernel     sent  kept  second refused  waited ms: median    p95    max")
    for phones, within_s, busy in ROWS:
        with Vote(poll, most=phones) as vote:
            command = [sys.executable, __file__, str(vote.port), vote.code, str(phones), str(within_s)]
            clients = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            while clients.poll() is None:
                if busy:
                    sum(i * i for i in range(20_000))
                else:
                    time.sleep(0.05)
            got, kept = json.loads(clients.communicate()[0]), sum(vote.counts().values())
            vote.close()
        lost += abs(phones - kept) + abs(phones - got["thanked"]) + got["tried"] - got["refused"]
        kernel, second = "computing" if busy else "idle", f"{got['refused']} of {got['tried']}"
        print(f"{phones:6} {within_s:4} s  {kernel:9} {phones:5} {kept:5}  {second:>14}", end="")
        print(f"  {got['median']:17.0f} {got['p95']:6.0f} {got['max']:6.0f}", flush=True)
    print("No vote was lost, none counted twice." if not lost else f"{lost} votes went wrong.")
    return int(bool(lost))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        port, code, phones, within_s = sys.argv[1:]
        answers = [str(n) for n in range(0, 101, 5)]
        print(json.dumps(asyncio.run(crowd(int(port), code, int(phones), float(within_s), answers))))
    else:
        sys.exit(main())
