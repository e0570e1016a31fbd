/** Pointer, wheel and keys over the timeline's canvas. */

/**
 * @typedef {object} Hands
 * @property {(x: number, y: number) => number} hit the event there, −1 for none
 * @property {(e: number) => void} hover
 * @property {(e: number) => void} click
 * @property {(factor: number, x?: number) => void} zoom below 1 zooms in around x
 * @property {(px: number) => void} pan
 * @property {(px: number) => void} scrollBy
 * @property {(by: number) => void} step to the next or previous event
 * @property {() => void} home
 * @property {() => void} fit
 * @property {() => number} width pixels of the window
 */

/** @param {HTMLCanvasElement} canvas @param {Hands} hands */
export function listen(canvas, hands) {
  listenPointer(canvas, hands);
  canvas.addEventListener("wheel", (event) => onWheel(event, hands), { passive: false });
  // Keys count wherever no other control has the focus: on a page just opened it is the body that hears them.
  document.addEventListener("keydown", (event) => {
    const around = /** @type {Node} */ (event.target).contains(canvas);
    if (around && canvas.offsetParent && !document.querySelector("dialog[open]")) onKey(event, hands);
  });
  canvas.addEventListener("dblclick", (event) => hands.zoom(0.5, event.offsetX));
}

/** The wheel zooms, sideways it pans, with Shift it scrolls the lanes. @param {WheelEvent} event @param {Hands} hands */
function onWheel(event, hands) {
  if (event.shiftKey) return;
  event.preventDefault();
  const unit = event.deltaMode === 1 ? 16 : 1;
  if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) hands.pan(event.deltaX * unit);
  else hands.zoom(Math.exp(Math.max(-120, Math.min(120, event.deltaY * unit)) * 0.0022), event.offsetX);
}

/** @param {KeyboardEvent} event @param {Hands} hands */
function onKey(event, hands) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { zoom, home } = hands, closer = () => zoom(0.7), aside = (/** @type {number} */ share) => hands.pan(hands.width() * share);
  /** @type {Record<string, () => void>} */
  const keys = {
    "+": closer, ";": closer, "=": closer, "-": () => zoom(1 / 0.7), 0: home, Home: home, f: hands.fit,
    ArrowLeft: () => (event.shiftKey ? aside(-0.15) : hands.step(-1)), ArrowRight: () => (event.shiftKey ? aside(0.15) : hands.step(1)),
    ArrowUp: () => hands.scrollBy(-40), ArrowDown: () => hands.scrollBy(40), PageUp: () => aside(-0.75), PageDown: () => aside(0.75),
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** One pointer drags or clicks, two pinch. @param {HTMLCanvasElement} canvas @param {Hands} hands */
function listenPointer(canvas, hands) {
  /** @type {Map<number, { x: number, y: number }>} */
  const down = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    moved = down.size > 1 ? 99 : 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId), now = { x: event.offsetX, y: event.offsetY };
    if (!last) return hands.hover(hands.hit(now.x, now.y));
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    moved += Math.abs(now.x - last.x) + Math.abs(now.y - last.y);
    if (other) return pinch(last, now, other, hands);
    if (moved < 4) return;
    hands.scrollBy(last.y - now.y);
    hands.pan(last.x - now.x);
  });
  const up = (/** @type {PointerEvent} */ event) => {
    if (!down.delete(event.pointerId) || event.type === "pointercancel" || moved >= 4) return;
    hands.click(hands.hit(event.offsetX, event.offsetY));
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => hands.hover(-1));
}

/** @param {{ x: number }} last @param {{ x: number }} now @param {{ x: number }} other @param {Hands} hands */
function pinch(last, now, other, hands) {
  const before = Math.abs(last.x - other.x), after = Math.abs(now.x - other.x);
  if (before > 8 && after > 8) hands.zoom(before / after, (now.x + other.x) / 2);
}
