/** Elements without HTML text: whatever a source says is text and nothing else. */

/** An element; properties starting with "on" are listeners, null and false are left out.
 * @param {string} tag @param {Record<string, any> | null} [props] @param {...(Node | string | null | undefined)} children @returns {HTMLElement} */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
  return node;
}

/** A name that may be broken after each of its parts. @param {string} name @returns {(string | Node)[]} */
export function breakable(name) {
  return name.split(/(?<=[・ ])/).flatMap((part, i) => (i ? [document.createElement("wbr"), part] : [part]));
}

/** "ja" for a text that is Japanese whatever the surface's language, so that it is spoken and broken as such. @param {string} text */
export function langOf(text) {
  return /[\u3040-\u30ff\u3400-\u9fff]/.test(text) ? "ja" : null;
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`no element #${id}`);
  return node;
}

/** A button with text or an icon and a name. @param {string} label @param {(event: Event) => void} act @param {Record<string, any>} [props] */
export function button(label, act, props = {}) {
  return h("button", { type: "button", onclick: act, ...props }, label);
}

/** A button that flows with its line: a real one is a box, and a line could begin with the 。 behind it.
 * @param {string} text @param {() => void} act @param {Record<string, any>} props */
export function inlineButton(text, act, props) {
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
  return h("span", { role: "button", tabindex: "0", onclick: act, onkeydown, ...props }, text);
}

const ICONS = {
  filter: "M3 5h14M6 10h8M8.5 15h3", help: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.4v.2", dark: "M15.5 12A6 6 0 0 1 8 4.5 6 6 0 1 0 15.5 12Z",
  plus: "M10 5v10M5 10h10", minus: "M5 10h10", fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", close: "M5 5l10 10M15 5L5 15", save: "M10 3v9M6 9l4 4 4-4M4 16h12",
  earlier: "M12 5l-5 5 5 5", later: "M8 5l5 5-5 5", home: "M4 9.5 10 4l6 5.5M6 9v7h8V9",
  pin: "M7 3h6l-1 5 3 3H5l3-3-1-5ZM10 11v6", more: "M5 10h.01M10 10h.01M15 10h.01", search: "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM13 13l4 4",
};

/** A line icon, decoration only. @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", width: "18", height: "18", "aria-hidden": "true", class: "icon" })) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** @param {keyof typeof ICONS} name @param {string} label @param {(event: Event) => void} act @param {Record<string, any>} [props] */
export function iconButton(name, label, act, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: act, ...props }, icon(name));
}

/** What a control is called while it is drawn anew. @param {Element} node */
function called(node) {
  const { key, event } = /** @type {HTMLElement} */ (node).dataset;
  return `${node.tagName} ${node.id || key || event || node.getAttribute("aria-label") || node.textContent}`;
}

/** Draws a part anew; the control that had the focus has it again, else `instead`. @param {HTMLElement} box @param {() => void} draw @param {HTMLElement} [instead] */
export function keepFocus(box, draw, instead) {
  const active = document.activeElement, name = active && active !== box && box.contains(active) ? called(active) : null;
  draw();
  if (name === null) return;
  const again = [...box.querySelectorAll("button, input, select, a, [tabindex]")].find((node) => called(node) === name && !node.hasAttribute("disabled"));
  /** @type {HTMLElement | undefined} */ (again ?? instead)?.focus({ preventScroll: true });
}

/** @param {string} text @param {string} type @param {string} name */
export function download(text, type, name) {
  saveBlob(new Blob([text], { type }), name);
}

/** @param {Blob} blob @param {string} name */
export function saveBlob(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
