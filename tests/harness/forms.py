"""Reads the forms of a page as a browser does; refuses fields that the page does not offer."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """One form: where it goes, what stands in its fields, and what a person could put there."""

    action: str
    method: str
    id: str
    filled: list[tuple[str, str]] = field(default_factory=list)
    offered: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, formaction

    def completed(self, data: dict, button: str | None) -> dict[str, list[str]]:
        """What a browser would send after a person filled in `data` and pressed `button`."""
        unknown = set(data) - self.offered
        assert not unknown, f"{self.action!r} has no field {sorted(unknown)}: {self.offered}"
        sent: dict[str, list[str]] = {}
        for name, value in self.filled:
            if name not in data:
                sent.setdefault(name, []).append(value)
        for name, value in data.items():
            if value is not None and value is not False:
                sent[name] = [_written(one) for one in (value if _is_many(value) else [value])]
        if pressed := self.pressed(button):
            sent[pressed[0]] = [pressed[1]]
        return sent

    def pressed(self, button: str | None) -> tuple[str, str, str] | None:
        """The button by its name, its value or `name=value`; without one, the form's first."""
        named = [one for one in self.buttons if one[0]]
        if button is None:
            return self.buttons[0] if self.buttons and self.buttons[0][0] else None
        for one in named:
            if button in (one[0], one[1], f"{one[0]}={one[1]}"):
                return one
        raise AssertionError(f"the form {self.action!r} has no button {button!r}: {self.buttons}")


def read_forms(html: str) -> list[PageForm]:
    """Every form of the page in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def choose_form(forms: list[PageForm], names: set[str], form: str | None) -> PageForm:
    """The form with the id or action `form`, else the first to post that has all of `names`."""
    for one in forms:
        if form is not None and (form == one.id or form in one.action):
            return one
        if form is None and one.method == "post" and names <= one.offered | _button_names(one):
            return one
    found = [(one.id, one.action, sorted(one.offered)) for one in forms]
    raise AssertionError(f"no form {form or sorted(names)} on the page; there are {found}")


def _button_names(form: PageForm) -> set[str]:
    return {part for name, value, _ in form.buttons for part in (name, value, f"{name}={value}")}


def _is_many(value) -> bool:
    return isinstance(value, list | tuple | set)


def _written(value) -> str:
    return "y" if value is True else str(value)


class _Reader(HTMLParser):
    """Collects forms; controls elsewhere on the page may name theirs with the form attribute."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self.open: PageForm | None = None
        self.textarea: str | None = None
        self.select: str | None = None
        self.choices: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = found.get("method", "get").lower()
            self.open = PageForm(found.get("action", ""), method, found.get("id", ""))
            self.forms.append(self.open)
        elif form := self._form_of(found):
            self._control(tag, found, form)

    def _form_of(self, found: dict) -> PageForm | None:
        if "form" in found:
            return next((one for one in self.forms if one.id == found["form"]), None)
        return self.open

    def _control(self, tag: str, found: dict, form: PageForm) -> None:
        name = found.get("name", "")
        if tag == "button" or (tag == "input" and found.get("type") in ("submit", "image")):
            if found.get("type", "submit") == "submit":
                form.buttons.append((name, found.get("value", ""), found.get("formaction", "")))
        elif tag == "option" and self.select:
            self.choices.append((found.get("value", ""), "selected" in found))
        elif not name or "disabled" in found:
            return
        elif tag == "input":
            self._input(name, found, form)
        elif tag == "textarea":
            form.offered.add(name)
            self.textarea, self.words = name, []
        elif tag == "select":
            form.offered.add(name)
            self.select, self.choices = name, []

    def _input(self, name: str, found: dict, form: PageForm) -> None:
        form.offered.add(name)
        kind = found.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in found:
                form.filled.append((name, found.get("value", "on")))
        elif kind != "file":
            form.filled.append((name, found.get("value", "")))

    def handle_data(self, data):
        if self.textarea:
            self.words.append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea and self.open:
            # A browser drops the first line break after the opening tag.
            text = "".join(self.words).removeprefix("\r\n").removeprefix("\n")
            self.open.filled.append((self.textarea, text))
            self.textarea = None
        elif tag == "select" and self.select and self.open:
            chosen = [value for value, selected in self.choices if selected]
            for value in chosen or [value for value, _ in self.choices[:1]]:
                self.open.filled.append((self.select, value))
            self.select = None
        elif tag == "form":
            self.open = None
