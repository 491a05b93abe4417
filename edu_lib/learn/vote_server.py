"""What a vote answers to a browser: the ballot, and a refusal in words to everything that is not one vote from one ballot."""

from __future__ import annotations

import secrets

from tornado.web import Application, RequestHandler

from edu_lib.words import _

from .vote_page import ballot, policy

__all__ = ["application"]

FORM = "application/x-www-form-urlencoded"


def application(vote) -> Application:
    """The ballot of a `vote.Vote` at its code, and nothing anywhere else."""
    return Application(
        [(rf"/(?i:{vote.code})", Ballot, {"vote": vote})],
        default_handler_class=Nowhere,
        default_handler_args={"vote": vote},
        log_function=lambda handler: None,  # a log would keep addresses
        cookie_secret=vote.key,
    )


class Page(RequestHandler):
    """What all answers share: they are never stored, never framed, and go to nobody who asks under another name."""

    def initialize(self, vote):
        self.vote = vote

    def set_default_headers(self):
        self.nonce = secrets.token_urlsafe(12)
        self.clear_header("Server")
        self.set_header("Content-Security-Policy", policy(self.nonce))
        self.set_header("X-Content-Type-Options", "nosniff")
        # With "no-referrer" a browser would hide from us where a form comes from, too.
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def prepare(self):
        if self.request.host not in self.vote.hosts:  # a foreign name that was made to lead here (DNS rebinding)
            self.refuse(421, _("There is no vote under this name. Type the address as it is on the slide."))
        elif self.request.headers.get("Origin") not in (None, f"http://{self.request.host}"):
            self.refuse(403, _("This answer comes from another page. Open the address on the slide."))

    def show(self, status: int, said: str = "", **more) -> None:
        self.set_status(status)
        self.finish(ballot(self.vote.poll, self.nonce, said, code=self.vote.code, wrong=status >= 400, **more))

    def refuse(self, status: int, said: str) -> None:
        """A refusal that gives nothing away, not even the question."""
        self.set_status(status)
        self.finish(ballot(None, self.nonce, said, wrong=True, form=False))

    def write_error(self, status_code: int, **problem) -> None:
        self.refuse(status_code, _("That could not be read. Open the address on the slide, and send the form there."))

    def log_exception(self, kind, problem, trace) -> None:
        if not hasattr(problem, "status_code"):  # ours, not the sender's
            super().log_exception(kind, problem, trace)

    def _request_summary(self) -> str:
        return f"{self.request.method} of a vote"  # Tornado's own has the address


class Nowhere(Page):
    """Every other address."""

    def prepare(self):
        super().prepare()
        if not self._finished:
            self.refuse(404, _("There is no vote here. Type the address as it is on the slide, with its five letters."))


class Ballot(Page):
    """The form, and what it sends."""

    def ballot(self) -> str:
        """This device's ballot, as we signed it; "" where it has none."""
        return (self.get_signed_cookie("ballot", max_age_days=1) or b"").decode()

    def get(self):
        mine = self.ballot()
        if mine and self.vote.voted(mine):
            return self.show(200, _("You have answered. Your answer is counted."), form=False)
        if not mine:
            options = {"expires_days": None, "httponly": True, "samesite": "Strict"}
            self.set_signed_cookie("ballot", secrets.token_urlsafe(16), **options)
        return self.show(200)

    def post(self):
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip() != FORM:
            return self.refuse(415, _("Send the form of this page."))
        mine = self.ballot()
        if not mine:
            return self.refuse(403, _("Open the address on the slide first, and let it keep its cookie."))
        typed = self.get_body_arguments("answer", strip=False)
        if len(typed) != 1:
            return self.show(400, _("Give one answer, then send."))
        status, said = self.vote.cast(mine, typed[0])
        return self.show(status, said, form=status == 400, typed=typed[0][:20])
