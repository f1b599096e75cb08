"""How pages look, compared with how they looked when somebody last looked at them: where ink stands, coarsely.

A picture is laid in a grid and each cell's darkness is told by a digit, smoothed, so that other fonts make no
difference and a column that is gone, a style sheet that does not load or a header that covers the page does. Looks are
kept in `looks/`. After a change that is meant: remove the file, run the test, look at the picture it names, keep the
new file.
"""

import io
from pathlib import Path

import numpy as np
import pytest

from tests.web.site.asking import address, client_of

pytestmark = pytest.mark.browser
LOOKS = Path(__file__).parent / "looks"
COLUMNS, ROWS, HEADER, MOST_INK = 32, 24, 3, 5
#: Correlation with the kept look. Another proportional font gives 0.68 and more, another page 0.58 and less.
ALIKE = 0.62
SEEN = {
    "list": "inspector of ost",
    "activity": "inspector of ost",
    "plan": "analyst",
    "method": "analyst",
    "data_status": "auditor",
}
SIZE = {"width": 1280, "height": 960}


def ink(picture):
    """The darkness of each cell of a grid over a picture, 0 (paper) to 9."""
    from matplotlib.image import imread

    grey = imread(io.BytesIO(picture), format="png")[..., :3].mean(axis=2)
    height, width = (grey.shape[0] // ROWS) * ROWS, (grey.shape[1] // COLUMNS) * COLUMNS
    cells = grey[:height, :width].reshape(ROWS, height // ROWS, COLUMNS, width // COLUMNS)
    return np.clip(np.round((1 - cells.mean(axis=(1, 3))) * 18), 0, 9)


def smooth(cells):
    """Each cell with those around it."""
    padded = np.pad(cells, 1, mode="edge")
    return sum(padded[y : y + cells.shape[0], x : x + cells.shape[1]] for y in range(3) for x in range(3)) / 9


def likeness(one, other):
    """Correlation of two grids below the header that all pages share, 1 when they are the same."""
    below = [smooth(np.minimum(cells[HEADER:], MOST_INK)).ravel() for cells in (one, other)]
    return float(np.corrcoef(*below)[0, 1])


def told(cells):
    return "".join("".join(str(int(cell)) for cell in row) + "\n" for row in cells)


def read(path):
    return np.array([[int(digit) for digit in row] for row in path.read_text(encoding="utf-8").split()], dtype=float)


@pytest.fixture(scope="module")
def picture_of(filled, filled_home, browser):
    """`picture_of("list")`: a picture of the top of a page, and `styled=False` of it without its style sheets."""
    from django.conf import settings

    def taken(name, *, styled=True):
        value = client_of(filled, SEEN[name]).cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(base_url=filled.url, locale="sv-SE", viewport=SIZE, reduced_motion="reduce")
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": filled.url}])
        if not styled:
            context.route("**/*.css", lambda route: route.abort())
        page = context.new_page()
        page.goto(address(name, filled_home))
        picture = page.screenshot()
        context.close()
        return picture

    return taken


@pytest.mark.parametrize("name", SEEN)
def test_a_page_looks_as_when_somebody_looked(picture_of, tmp_path, name):
    seen, kept, file = picture_of(name), LOOKS / f"{name}.txt", tmp_path / f"{name}.png"
    file.write_bytes(seen)
    if not kept.exists():
        LOOKS.mkdir(exist_ok=True)
        kept.write_text(told(ink(seen)), encoding="utf-8")
        pytest.fail(f"no look was kept: see {file}, and keep {kept.name} if it is as it should be")
    assert likeness(ink(seen), read(kept)) >= ALIKE, f"see {file}\n{told(ink(seen))}"


def test_the_comparison_can_tell(picture_of):
    """Another page, a page without its style, one that is moved down, and one whose lower part is gone."""
    kept = {name: read(LOOKS / f"{name}.txt") for name in SEEN}
    alike = {(one, other): likeness(kept[one], kept[other]) for one in SEEN for other in SEEN if one < other}
    assert max(alike.values()) < ALIKE, alike
    assert likeness(kept["list"], ink(picture_of("list", styled=False))) < ALIKE
    assert likeness(kept["list"], np.roll(kept["list"], 3, axis=0)) < ALIKE
    half = kept["list"].copy()
    half[ROWS // 3 :, :] = 0
    assert likeness(kept["list"], half) < ALIKE
