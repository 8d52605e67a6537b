"""How the web platform says no: a plain page for people, a JSON sentence for programs."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.web.templating import page
from bot.cards import NoteCard

TITLES = {
    200: "Done",
    400: "That could not be read",
    401: "Please sign in",
    403: "Not allowed",
    404: "There is nothing here",
    405: "Not this way",
    413: "That is too long",
    421: "Wrong address",
    422: "That does not work as it is",
    503: "Not available right now",
}
SENTENCES = {
    404: "The page may have moved, or the address has a typo.",
    405: "This address exists, but not for this kind of request.",
}


def problem(request: Request, status: int, sentence: str | None = None) -> Response:
    """Answer with ``status`` and one sentence, in the form that the caller reads."""
    title = TITLES.get(status, "Something went wrong")
    said = sentence or SENTENCES.get(status, title + ".")
    if request.url.path.startswith(("/api/", "/metrics", "/healthz", "/readyz")):
        return JSONResponse({"error": said}, status)
    if wants_fragment(request):
        return page("note.html", status, note=NoteCard(said, failed=True))
    return page("problem.html", status, title=title, sentence=said)


def wants_fragment(request: Request) -> bool:
    """Say whether the page's own script asks, which puts the answer into the page itself."""
    return request.headers.get("x-bedside") == "fragment"
