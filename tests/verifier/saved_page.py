"""The check in Chromium, as a file that was saved to disk; used as its reader would."""

from pathlib import Path

from tests.harness.application import close, settings_for
from tests.harness.browser import WAIT

# Of a finding what every checker says, and what this one adds to find the place.
LAST = "() => wartemarkeVerifier.last.findings"


def write_page(folder: Path) -> Path:
    """The page for a folder of exported files, made once by an application without tables."""
    from forum.app import create_app
    from forum.pages.verify_page import alone

    app = create_app(settings_for(f"sqlite:///{folder / 'none.sqlite'}", folder))
    with app.app_context():
        file = folder / "verify.html"
        file.write_bytes(alone())
    close(app)
    return file


class SavedPage:
    """The opened file; `check(folder)` gives the findings, the first of them first."""

    def __init__(self, chromium, file: Path, language: str = "en"):
        locale = {"de": "de-DE", "en": "en-GB"}[language]
        self.context = chromium.new_context(locale=locale, reduced_motion="reduce")
        self.context.set_default_timeout(WAIT)
        self.problems: list[str] = []
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", self._note)
        self.page.goto(file.as_uri())
        self.tool = self.page.locator(f"[data-verify={language}]")

    def check(self, folder: Path, *, kept: str = "", trusted: str = "") -> list[dict]:
        """Choose the folder, paste what is given, press the button, wait for the verdict."""
        self.part("kept").fill(kept)
        self.part("trusted").fill(trusted)
        self.part("folder").set_input_files(folder)
        self.tool.locator("[data-do=check-files]").click()
        self.tool.locator("[data-part=card]:not([data-state=running])").wait_for()
        assert self.state() in ("good", "bad"), self.part("text").inner_text()
        return self.page.evaluate(LAST)

    def part(self, name: str):
        """A part of the page by its name."""
        return self.tool.locator(f"[data-part={name}]")

    def state(self) -> str:
        """`idle`, `running`, `good`, `bad`, `stopped` or `trouble`."""
        return self.part("card").get_attribute("data-state")

    def close(self) -> None:
        """Close it; nothing may have gone wrong on the way, and nothing was asked of anybody."""
        self.context.close()
        assert not self.problems, "\n".join(self.problems)

    def _note(self, request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.problems.append(f"the page asked {request.url}")
