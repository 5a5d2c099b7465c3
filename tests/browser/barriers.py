"""What axe-core finds on an open page, by WCAG 2.2 A and AA, without doing the same work twice.

Whether text stands out from its ground follows from its colour, size and weight and from the
grounds beneath it. So each such combination is judged once in each look, on whichever page shows
it first; that leaves time for every look. All other rules are applied to the whole of each page.
"""

from collections import defaultdict

from axe_playwright_python.sync_playwright import Axe

LOOKS = {  # what the device asks for, and what the reader has chosen on the portal
    "light": ({"color_scheme": "light", "contrast": "no-preference"}, ""),
    "dark": ({"color_scheme": "dark", "contrast": "no-preference"}, ""),
    "contrast": ({"color_scheme": "light", "contrast": "no-preference"}, "contrast"),
    "more contrast": ({"color_scheme": "light", "contrast": "more"}, ""),
    "more contrast, dark": ({"color_scheme": "dark", "contrast": "more"}, ""),
}
STRUCTURE = """async () => axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  rules: { "color-contrast": { enabled: false } }, resultTypes: ["violations"], preload: false,
}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]))"""
COLOURS = """async (known) => {
  const grounds = new Map([[null, ""]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const isPlaced = ["absolute", "fixed", "sticky"].includes(style.position);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity].join(" ")
        .replace("rgba(0, 0, 0, 0) none 1", "");
      const place = isPlaced ? element.tagName + element.className : "";
      grounds.set(element, [ground(element.parentElement), own, place].filter(Boolean).join("/"));
    }
    return grounds.get(element);
  };
  const hasText = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const fresh = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!hasText(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const key = [color, fontSize, fontWeight, ground(element)].join("|");
    if (!known.includes(key) && !fresh.has(key)) fresh.set(key, element);
  }
  if (!fresh.size) return [[], []];
  const result = await axe.run({ include: [...fresh.values()] }, {
    runOnly: ["color-contrast"], resultTypes: ["violations"], preload: false,
  });
  const found = result.violations.flatMap(({ nodes }) => nodes);
  return [[...fresh.keys()], found.map((node) => [node.html, node.any[0].message])];
}"""


def bring_checker(page):
    """Let every document that *page* opens from now on bring axe-core with it."""
    page.add_init_script(Axe().axe_script)


def show_as(page, look):
    """Show *page* in the *look* of that name."""
    media, theme = LOOKS[look]
    page.emulate_media(**media)
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    if not theme:
        page.evaluate("delete document.documentElement.dataset.theme")


class Barriers:
    """Finds barriers; knows what it has judged on earlier pages."""

    def __init__(self):
        self._judged = defaultdict(set)

    def of_structure(self, page):
        """Return what breaks a rule on *page* as it is now, colours aside."""
        return page.evaluate(STRUCTURE)

    def of_colours(self, page, ground=""):
        """Return by look the text that does not stand out; *ground* names what changes colours."""
        found = {}
        for look in LOOKS:
            show_as(page, look)
            known = self._judged[look, page.viewport_size["width"], ground]
            keys, faint = page.evaluate(COLOURS, list(known))
            known |= set(keys)
            if faint:
                found[look] = faint
        show_as(page, "light")
        return found
