"""The report in a browser: fits a telephone, asks nobody, can be read."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from eval.report import side_by_side
from eval.runs.run import Run

# what the browser really paints, whatever way the colour was written
_CONTRASTS = """(cell, fell) => {
  const pen = document.createElement('canvas').getContext('2d');
  const light = colour => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(part => {
      const share = part / 255;
      return share <= .04045 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4;
    });
    return .2126 * r + .7152 * g + .0722 * b;
  };
  cell.classList.toggle('fell', fell);
  return [...Array(101).keys()].map(step => {
    cell.style.setProperty('--v', step / 100);
    const style = getComputedStyle(cell);
    const [dark, bright] = [light(style.backgroundColor), light(style.color)].sort((a, b) => a - b);
    return (bright + .05) / (dark + .05);
  });
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, demo_run: Run, poorer: Run) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(side_by_side(demo_run, poorer, 200), encoding="utf-8")
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_on_a_telephone(browser: Browser, file: Path, scheme: str):
    """Nothing stands out at the side, and nothing is fetched or complained of."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(file.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_shade_bears_its_number(browser: Browser, file: Path, scheme: str):
    """From the faintest to the strongest colour the number has a contrast of 4.5 to 1 (WCAG AA)."""
    page = browser.new_page(color_scheme=scheme)
    page.goto(file.as_uri())

    for kind, fell in (("level", False), ("change", False), ("change", True)):
        square = page.locator(f".heatmap.{kind} td[style]").first
        ratios = square.evaluate(_CONTRASTS, fell)
        assert len(set(ratios)) > 90
        assert min(ratios) >= 4.5


def test_pages_fold_open_without_a_script(browser: Browser, file: Path):
    """A click on a closed example shows its lists."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    closed = page.locator("details.example:not([open])").first
    closed.evaluate("element => element.id = 'chosen'")

    page.locator("#chosen summary .about").click()

    assert page.locator("#chosen .answer").first.is_visible()
