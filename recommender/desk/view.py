"""What a route of the desk works with: who asks, in which language, and how to answer."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from recommender.bootstrap import Services
from recommender.desk.desk import Desk
from recommender.desk.person import Person, Role
from recommender.desk.refused import RoleTooSmall, SignInNeeded
from recommender.desk.session import PATH, Session
from recommender.desk.words import TAGS, Words, accepted, words

LANGUAGE_COOKIE = "desk_lang"
_FRAGMENT = "hx-request"
_Answer = TypeVar("_Answer", bound=Response)


@dataclass(frozen=True, slots=True)
class View:
    """One request at the desk: whose it is, and how it is answered."""

    request: Request
    desk: Desk
    session: Session
    person: Person
    words: Words

    @property
    def services(self) -> Services:
        """What the engine offers."""
        return self.desk.services

    @property
    def wants_part(self) -> bool:
        """Whether htmx asks, which puts the answer into a page that is there already."""
        return self.request.headers.get(_FRAGMENT) == "true"

    def page(self, template: str, status: int = 200, **said: object) -> HTMLResponse:
        """Return a whole page, with the note that was left for it."""
        note = self.desk.notes.taken(self.request)
        html = self.desk.templates.get_template(template).render(
            **self._context(), note=note, **said
        )
        response = HTMLResponse(html, status)
        if note:
            self.desk.notes.forget(response)
        return self._kept(response)

    def part(self, template: str, block: str, status: int = 200, **said: object) -> HTMLResponse:
        """Return one block of a template alone, for htmx to put in its place."""
        found = self.desk.templates.get_template(template)
        context = found.new_context({**self._context(), "note": "", **said})
        return self._kept(HTMLResponse("".join(found.blocks[block](context)), status))

    def go(self, path: str, note: str = "") -> RedirectResponse:
        """Send the browser to a page of the desk, which will show the note."""
        response = RedirectResponse(path, 303)
        if note:
            self.desk.notes.leave(note, response)
        return self._kept(response)

    def _context(self) -> dict[str, object]:
        return {
            "_": self.words, "_n": self.words.count, "words": self.words, "view": self,
            "person": self.person, "token": self.desk.sessions.token(self.session),
            "path": self.request.url.path, "here": _here(self.request),
            "languages": [words(tag) for tag in TAGS],
        }  # fmt: skip

    def _kept(self, response: _Answer) -> _Answer:
        if self.session.is_due:
            self.desk.sessions.keep(self.session, self.request, response)
        return response


async def view_of(request: Request) -> View:
    """Return the view of whoever asks, signed in or not."""
    desk: Desk = request.app.state.desk
    session = desk.sessions.of(request)
    person = await desk.identity.of(request, session)
    return View(request, desk, session, person, words(_language(request)))


Anybody = Annotated[View, Depends(view_of)]


def _at_least(role: Role) -> Callable[[View], Coroutine[Any, Any, View]]:
    async def view(view: Anybody) -> View:
        if not view.person.name:
            raise SignInNeeded
        if view.person.role < role:
            raise RoleTooSmall(role)
        return view

    return view


Viewing = Annotated[View, Depends(_at_least(Role.VIEWER))]
"""The view of somebody who may look."""
Editing = Annotated[View, Depends(_at_least(Role.EDITOR))]
"""The view of somebody who may decide."""
Administering = Annotated[View, Depends(_at_least(Role.ADMIN))]
"""The view of somebody who may see who else may do what."""


def _language(request: Request) -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in TAGS else accepted(request.headers.get("accept-language", ""))


def _here(request: Request) -> str:
    if request.method != "GET":
        return f"{PATH}/"
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")
