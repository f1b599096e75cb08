"""Looking at a page in a browser: axe's rules, and what holds of any page however its letters are drawn."""

from axe_playwright_python.sync_playwright import Axe

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 740}
#: A screen of 1 280 × 900 with everything twice as large has room for half as much.
TWICE = {"width": 640, "height": 450}
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_SCRIPT = Axe().axe_script
_LAYOUT = """
() => {
  const faults = [];
  const told = one => one.tagName.toLowerCase() + (one.id ? '#' + one.id : '') + ' ' +
    (one.textContent || '').trim().replace(/\\s+/g, ' ').slice(0, 40);
  const shown = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
    one.getBoundingClientRect().width > 1 && one.getBoundingClientRect().height > 1;
  const scrolls = one => { for (let up = one.parentElement; up; up = up.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return true; return false; };
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.lang !== 'sv') faults.push('lang');
  if (document.querySelector('canvas')) faults.push('canvas');
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  if (document.querySelector('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])')) faults.push('tabindex');
  if (document.documentElement.scrollWidth > wide) {
    faults.push('scrolls sideways: ' + document.documentElement.scrollWidth);
    for (const one of document.body.querySelectorAll('*'))
      if (shown(one) && !scrolls(one) && one.getBoundingClientRect().right > wide + 1)
        { faults.push('  wider: ' + told(one)); break; }
  }
  for (const one of document.querySelectorAll('table'))
    if (!one.caption || !one.querySelector('th[scope]')) faults.push('table without caption or scope: ' + told(one));
  for (const one of document.querySelectorAll('svg'))
    if (!one.closest('[aria-hidden="true"]') && !one.closest('[aria-label],[aria-labelledby],[role="img"]')
        && !one.querySelector('title')) faults.push('picture without a name: ' + told(one));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !shown(one)) continue;
    if (one.ownerSVGElement) continue;
    if (parseFloat(getComputedStyle(one).fontSize) < 12) faults.push('small letters: ' + told(one));
  }
  for (const one of document.querySelectorAll('p, li, dd, h1, h2, h3, td, th, label, button')) {
    const style = getComputedStyle(one);
    if (shown(one) && style.overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1)
      faults.push('cut: ' + told(one));
  }
  for (const one of document.querySelectorAll('main p'))
    if (shown(one) && one.getBoundingClientRect().width > 75 * parseFloat(getComputedStyle(one).fontSize))
      if (one.textContent.length > 160) faults.push('long lines: ' + told(one));
  const active = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(shown)
    .filter(one => !one.closest('svg') && !one.classList.contains('skip')).slice(0, 250);
  const boxes = active.map(one => [...one.getClientRects()]);
  for (let i = 0; i < active.length; i++) for (let j = i + 1; j < active.length; j++) {
    if (active[i].contains(active[j]) || active[j].contains(active[i])) continue;
    for (const a of boxes[i]) for (const b of boxes[j])
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3 &&
          (!scrolls(active[i]) && !scrolls(active[j])))
        faults.push('on top of each other: ' + told(active[i]) + ' / ' + told(active[j]));
  }
  return [...new Set(faults)].slice(0, 12);
}
"""

_WORDS = """
() => [...new Set(document.body.innerText.toLowerCase().split(/\\s+/))].filter(one => one.length > 2)
"""
#: Words that something hides the end of, however it hides it: what can be scrolled to or is hidden on purpose is not.
_CUT = """
() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode, own = text.parentElement;
    if (!text.textContent.trim() || own.closest('svg, .hidden, .skip, caption, .stacked thead')
        || !own.checkVisibility({visibilityProperty: true})) continue;
    range.selectNodeContents(text);
    const drawn = range.getBoundingClientRect();
    if (!drawn.width) continue;
    for (let up = own; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up), box = up.getBoundingClientRect();
      if (['auto', 'scroll'].includes(style.overflowX) || ['auto', 'scroll'].includes(style.overflowY)) break;
      const across = ['hidden', 'clip'].includes(style.overflowX) && drawn.right > box.right + 2;
      const down = ['hidden', 'clip'].includes(style.overflowY) && drawn.bottom > box.bottom + 2;
      if (across || down) { found.push(text.textContent.trim().slice(0, 40)); break; }
    }
  }
  return [...new Set(found)].slice(0, 8);
}
"""


def faults(page, *sizes):
    """What is wrong with the page as it stands, at each size, a line each: nothing, when all is well."""
    found = []
    page.evaluate(_SCRIPT)
    for size in sizes or (WIDE, NARROW):
        page.set_viewport_size(size)
        broken = page.evaluate("rules => axe.run(rules).then(found => found.violations)", _RULES)
        found += [f"{size['width']} {one['id']}: {[node['target'] for node in one['nodes']][:4]}" for one in broken]
        found += [f"{size['width']} {one}" for one in page.evaluate(_LAYOUT)]
    return "\n".join(found)


def faults_enlarged(page):
    """What is lost or out of place at 200 %, a line each: of the whole page, and of the letters alone."""
    page.set_viewport_size(WIDE)
    words = page.evaluate(_WORDS)
    found = []
    for how, size, letters in (("page", TWICE, ""), ("letters", WIDE, "200%")):
        page.set_viewport_size(size)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
        found += [f"{how} at 200 %: {one}" for one in page.evaluate(_LAYOUT)]
        found += [f"{how} at 200 %: cut away: {one}" for one in page.evaluate(_CUT)]
        left = page.evaluate(_WORDS)
        found += [f"{how} at 200 %: gone: {one}" for one in words if one not in left]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return "\n".join(found)


def focus_shows(page):
    """Whether what has the focus can be seen to have it, and is on the screen."""
    return page.evaluate(
        """() => {
          const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
          const drawn = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
            || style.boxShadow !== 'none';
          return drawn && box.bottom > 0 && box.top < innerHeight && box.width > 0;
        }"""
    )
