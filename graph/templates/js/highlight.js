/** What was searched for stands out in texts, list and details; nothing in the page is changed for it. */
import { byId } from "./dom.js";
import { fold } from "./words.js";

const PLACES = ["details", "list", "sources"], MOST_FOUND = 2000;

/** @param {import("./store.js").App} app */
export function highlightFound(app) {
  if (!("highlights" in CSS)) return;
  let waiting = 0;

  function find() {
    waiting = 0;
    const words = fold(app.conditions.q).split(/\s+/).filter(Boolean), found = new Highlight();
    if (words.length) for (const id of PLACES) if (!byId(id).hidden) for (const range of rangesIn(byId(id), words)) if (found.size < MOST_FOUND) found.add(range);
    CSS.highlights.set("found", found);
  }

  const soon = () => {
    waiting ||= requestAnimationFrame(find);
  };
  app.on((change) => change === "filter" && soon());
  const observer = new MutationObserver(() => (app.conditions.q || CSS.highlights.get("found")?.size) && soon());
  for (const id of PLACES) observer.observe(byId(id), { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden"] });
}

/** Where the words stand inside single pieces of text. @param {HTMLElement} box @param {string[]} words @returns {Generator<Range>} */
function* rangesIn(box, words) {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.nodeValue ?? "").toLowerCase();
    // A text that lowering makes longer has other offsets.
    if (text.length !== node.nodeValue?.length) continue;
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        yield range;
      }
    }
  }
}
