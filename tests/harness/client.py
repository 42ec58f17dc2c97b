"""A person's browser without the browser; refuses to share a context between requests."""

from contextvars import Context
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

from tests.harness.forms import PageForm, choose_form, read_forms


class PersonClient(FlaskClient):
    """A test client with its own cookies.

    A test that holds an application context would otherwise lend it to every request, with the
    first person signed in still in it; so each request starts from an empty context.
    """

    person = None

    def open(self, *args, buffered: bool = True, **kwargs):
        return Context().run(super().open, *args, buffered=buffered, **kwargs)

    def forms(self, url: str) -> list[PageForm]:
        """The forms on the page at `url`, which must answer 200."""
        response = self.get(url, follow_redirects=True)
        assert response.status_code == 200, f"GET {url} answered {response.status}"
        return read_forms(response.text)

    def token(self, url: str = "/") -> str:
        """A CSRF token from the page at `url`, for posts made by hand with `post`."""
        for form in self.forms(url):
            for name, value in form.filled:
                if name == "csrf_token":
                    return value
        raise AssertionError(f"no form with a csrf_token at {url}")

    def submit(
        self,
        url: str,
        data: dict | None = None,
        button: str | None = None,
        *,
        form: str | None = None,
        forged: dict | None = None,
        follow: bool = False,
    ):
        """Open `url`, fill in one of its forms and press `button`; returns the answer.

        The form is the one with all the fields of `data`, or that whose id is `form` or whose
        action has `form` in it. Hidden and untouched fields are sent as they stand; True ticks a
        box, None or False leaves it out. `forged` is sent on top, offered by the page or not.
        """
        data = data or {}
        page = self.get(url, follow_redirects=True)
        assert page.status_code == 200, f"GET {url} answered {page.status}"
        wanted = set(data) | ({button} if button else set())
        chosen = choose_form(read_forms(page.text), wanted, form)
        return self.send(chosen, page.request.url, data, button, forged=forged, follow=follow)

    def send(
        self, form: PageForm, page_url: str, data=None, button=None, *, forged=None, follow=False
    ):
        """Send a form that was read before, for example twice, or after its page grew old."""
        sent: dict = {**form.completed(data or {}, button), **(forged or {})}
        pressed = form.pressed(button)
        target = urljoin(page_url, (pressed and pressed[2]) or form.action or page_url)
        path = urlsplit(target)._replace(scheme="", netloc="", fragment="").geturl()
        if form.method == "get":
            return self.get(path.split("?")[0], query_string=sent, follow_redirects=follow)
        headers = {"Referer": page_url}
        return self.post(path, data=sent, headers=headers, follow_redirects=follow)


class TokenClient(FlaskClient):
    """A program's client: it sends a bearer token and speaks JSON; it has no cookies."""

    bearer: str | None = None

    def open(self, *args, buffered: bool = True, **kwargs):
        headers = dict(kwargs.pop("headers", None) or {})
        if self.bearer:
            headers.setdefault("Authorization", f"Bearer {self.bearer}")
        headers.setdefault("Accept", "application/json")
        kwargs["headers"] = headers
        return Context().run(super().open, *args, buffered=buffered, **kwargs)
