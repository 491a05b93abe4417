"""The class votes: one question, a short code, anonymous ballots in SQLite, on a small server that ends with the lecture.

    with Vote(Poll("08-sixty", predictions()["08-sixty"])) as vote:
        print(vote.address)
        ...
        vote.counts()

The server is Tornado, which Jupyter brings, in a thread of its own with a loop of its own: a kernel that is busy takes votes
all the same. It listens on this computer alone unless it is told an address of a network, and it keeps no address of anyone.
"""

from __future__ import annotations

import asyncio
import atexit
import ipaddress
import secrets
import socket
import sqlite3
import sys
import threading
import time
import warnings
from contextlib import suppress

from edu_lib.words import _

from .vote_count import Poll

__all__ = ["PORT", "SECONDS", "Vote", "addresses", "no_server"]

PORT = 8765  # tried first in class, so that an address stays short to type and a firewall can be told of it
SECONDS = 20 * 60  # a vote that nobody closes ends after so long
MOST = 500  # ballots, so that a script cannot fill the disk
LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels, so no words; no l, which looks like 1


def addresses() -> list[str]:
    """This computer's own addresses in its networks, the usual one first; none where there is no network.

    A datagram socket is connected, which makes the system choose the address it would send from; nothing is sent.
    """
    found = []
    if no_server():
        return found
    for far in ("192.0.2.1", "192.168.254.254", "172.16.254.254", "10.254.254.254"):
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            own = probe.getsockname()[0]
            if own not in found and not ipaddress.ip_address(own).is_loopback:
                found.append(own)
    return found


def no_server() -> str:
    """Why nothing can be served here, in a sentence; "" where it can. A browser that runs Python has no sockets or threads."""
    if sys.platform != "emscripten":
        return ""
    return _("The course runs inside this browser, which cannot take votes from other devices: count a show of hands.")


class Vote:
    """A vote on one question. It opens with ``with`` or `start`, and ends with the block, `close`, or the kernel.

    Parameters
    ----------
    poll : the question.
    network : None for this computer alone. Or its address in the network that is to reach the ballot, such as
        "192.168.1.20": then everyone there can, and a warning says so.
    port : 0 for any that is free; another one that is taken gives way to a free one.
    seconds : after so long it closes by itself.
    most : how many ballots are taken.
    file : where SQLite keeps the votes; in memory unless said otherwise.

    Raises ValueError with a sentence for an address that is not this computer's own or cannot be listened on, and in a
    browser, where there is no server.
    """

    def __init__(
        self,
        poll: Poll,
        *,
        network: str | None = None,
        port: int = 0,
        seconds: float = SECONDS,
        most: int = MOST,
        file: str = ":memory:",
    ):
        if problem := no_server():
            raise ValueError(problem)
        self.poll, self.seconds, self.most = poll, seconds, most
        self.host = "127.0.0.1" if network is None else _own(network)
        self.warning = "" if network is None else warning(self.host)
        if self.warning:
            warnings.warn(self.warning, stacklevel=2)
        self.code = "".join(secrets.choice(LETTERS) for _ in range(5))
        self.key = secrets.token_bytes(32)  # signs the ballots of this vote
        self.open, self.port, self.ends = False, port, 0.0
        self._lock, self._thread, self._final = threading.Lock(), None, None
        self._votes = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        # A ballot counts once because the table cannot hold it twice, not because somebody looked before writing.
        self._votes.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS vote("
            "code TEXT, ballot TEXT, answer TEXT NOT NULL, PRIMARY KEY(code, ballot)) WITHOUT ROWID;"
        )

    def __repr__(self) -> str:
        return f"Vote({self.poll.name!r}, {'open' if self.open else 'closed'})"

    @property
    def address(self) -> str:
        """Where the ballot is."""
        return f"http://{self.host}:{self.port}/{self.code}"

    @property
    def hosts(self) -> set[str]:
        """The names that it answers to; another one would be a page that pretends to be this computer."""
        return {f"{self.host}:{self.port}"} | ({f"localhost:{self.port}"} if self.host == "127.0.0.1" else set())

    # Votes --------------------------------------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        """Answer -> how many gave it; also when it is closed."""
        with self._lock:
            if self._final is not None:
                return dict(self._final)
            rows = self._votes.execute("SELECT answer, count(*) FROM vote WHERE code=? GROUP BY answer", (self.code,))
            return dict(rows.fetchall())

    def voted(self, ballot: str) -> bool:
        """Whether this ballot has been used, while the vote is open."""
        with self._lock:
            if self._final is not None:
                return False
            where = "SELECT 1 FROM vote WHERE code=? AND ballot=?"
            return self._votes.execute(where, (self.code, ballot)).fetchone() is not None

    def cast(self, ballot: str, typed: str) -> tuple[int, str]:
        """Take an answer. Returns the status to send and a sentence for who sent it."""
        try:
            answer = self.poll.check(typed)
        except ValueError as problem:
            return 400, str(problem)
        with self._lock:
            if not self.open or self._final is not None:
                return 410, _("The vote is closed.")
            room = "INSERT OR IGNORE INTO vote SELECT ?, ?, ? WHERE (SELECT count(*) FROM vote WHERE code=?) < ?"
            new = self._votes.execute(room, (self.code, ballot, answer, self.code, self.most)).rowcount
        if new:
            return 200, _("Thank you. Your answer is counted.")
        if self.voted(ballot):
            return 409, _("You have answered already. Your first answer stays.")
        return 503, _("This vote takes {most} answers, and it has them all.", most=self.most)

    # The server ---------------------------------------------------------------------------------------------------

    def start(self) -> Vote:
        """Open the vote."""
        if self._thread is not None:
            raise ValueError(_("A vote opens once. Make another one to ask again."))
        listening = self._listen()
        self.open, self.ends = True, time.time() + self.seconds
        ready = threading.Event()
        serve = self._serve(listening, ready)
        self._thread = threading.Thread(target=asyncio.run, args=(serve,), name="vote", daemon=True)
        self._thread.start()
        atexit.register(self.close)
        ready.wait(10)
        return self

    def close(self) -> None:
        """End it: no more votes, no more server. The counts stay."""
        with self._lock:
            self.open = False
        if self._thread is not None and self._thread.is_alive():
            with suppress(RuntimeError):  # its loop has just ended by itself
                self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)
        atexit.unregister(self.close)
        final = self.counts()
        with self._lock:
            self._final = final
            self._votes.close()

    def __enter__(self) -> Vote:
        return self.start()

    def __exit__(self, *_problem) -> None:
        self.close()

    def _listen(self) -> socket.socket:
        problem = None
        for port in dict.fromkeys((self.port, 0)):
            try:
                listening = socket.create_server((self.host, port), backlog=512)
            except OSError as said:
                problem = said
                continue
            listening.setblocking(False)
            self.port = listening.getsockname()[1]
            return listening
        why = problem.strerror or problem
        raise ValueError(
            _(
                "The vote cannot be opened at {host}: the computer says “{why}”. Ask on this computer only, or count hands.",
                host=self.host,
                why=why,
            )
        )

    async def _serve(self, listening: socket.socket, ready: threading.Event) -> None:
        from tornado.httpserver import HTTPServer

        from .vote_server import application

        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        limits = {"max_body_size": 1024, "max_header_size": 16_384, "body_timeout": 5, "idle_connection_timeout": 15}
        server = HTTPServer(application(self), **limits)
        server.add_socket(listening)
        ready.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self.seconds):
                await self._stop.wait()
        with self._lock:
            self.open = False
        server.stop()
        await server.close_all_connections()


def warning(host: str) -> str:
    """What opening a vote to a network means, in plain words."""
    return _(
        "While the vote is open, everyone on this network can reach the ballot at {host}, and nothing else on this computer "
        "through it. It is not encrypted: an answer can be read on its way. No name and no address is kept. It ends when you "
        "close it, when you leave the slides, or by itself.",
        host=host,
    )


def _own(network: str) -> str:
    """`network` if this computer can be reached there; a sentence otherwise."""
    allowed = ", ".join(addresses()) or _("none: it is in no network")
    try:
        address = ipaddress.IPv4Address(network)
    except ValueError:
        raise ValueError(
            _(
                "A vote is opened to a network at this computer's address there, but {given} was given. It has {allowed}.",
                given=repr(network),
                allowed=allowed,
            )
        ) from None
    if address.is_unspecified or address.is_multicast or network == "255.255.255.255":
        raise ValueError(
            _(
                "A vote is opened at one address, so that it is reached from one network, but {given} stands for many. "
                "Give this computer's own: it has {allowed}.",
                given=network,
                allowed=allowed,
            )
        )
    return str(address)
