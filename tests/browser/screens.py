"""Pictures of the admin for the editor's guide, kept while a test goes through its steps."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

FOLDER = os.environ.get("GOVPORTAL_SCREENS", "")
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
PREPARE = """async () => {
  document.querySelector(".govportal-trial")?.remove(); // editors meet no notice of a trial
  document.activeElement?.blur();
  for (const part of document.querySelectorAll("html, body, main, .wrapper")) part.scrollTo(0, 0);
  const left = { left: 0, behavior: "instant" };
  for (const part of document.querySelectorAll("*")) if (part.scrollLeft) part.scrollTo(left);
  await document.fonts.ready;
}"""


def keep(page, name, size=DESK):
    """Keep what *page* shows as the picture *name*, if the run is asked for pictures."""
    if not FOLDER:
        return
    page.set_viewport_size(size)
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-w-autosave-state-value=saving]")).to_have_count(0, timeout=20_000)
    page.evaluate(PREPARE)
    shown = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    page.set_viewport_size(DESK)
    Path(FOLDER).mkdir(parents=True, exist_ok=True)
    shown.convert("RGB").save(Path(FOLDER) / f"{name}.webp", "WEBP", quality=72, method=6)
