/** Places of nodes in the network after its forces: stretched to the window, parted where names would overlap. */

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ p: Point, w: number, h: number, heavy: boolean }} Body half of its width and height; what is heavy moves less */

/** The points stretched towards the window's shape. @param {Point[]} points @param {number} aspect width of the window by its height @returns {Point[]} */
export function drift(points, aspect) {
  const size = (/** @type {"x" | "y"} */ axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis])) || 1;
  const wide = points.length ? Math.max(0.45, Math.min(2.2, (aspect * size("y")) / size("x"))) : 1;
  const tall = Math.max(1, Math.min(1.8, 1 / wide));
  return points.map(({ x, y }) => ({ x: x * Math.max(wide, 0.7), y: y * tall }));
}

/** Moves bodies until none covers another, each time along the shorter way. @param {Body[]} bodies */
export function pushApart(bodies) {
  for (let round = 0; round < 400; round++) {
    let moved = false;
    for (let i = 0; i < bodies.length; i++) {
      for (let j = i + 1; j < bodies.length; j++) moved = part(bodies[i], bodies[j]) || moved;
    }
    if (!moved) return;
  }
}

/** @param {Body} a @param {Body} b @returns {boolean} whether they were in each other's way */
function part(a, b) {
  const dx = b.p.x - a.p.x, dy = b.p.y - a.p.y, overX = a.w + b.w - Math.abs(dx), overY = a.h + b.h - Math.abs(dy);
  if (overX <= 0 || overY <= 0) return false;
  const share = a.heavy === b.heavy ? 0.5 : a.heavy ? 0.1 : 0.9;
  const axis = overX < overY ? "x" : "y", over = Math.min(overX, overY) + 0.5, way = (axis === "x" ? dx : dy) < 0 ? -1 : 1;
  a.p[axis] -= way * over * share;
  b.p[axis] += way * over * (1 - share);
  return true;
}

/** Rows of places below the others, for what hangs on nothing. @param {Point[]} points @param {number} count @param {number} aspect @returns {Point[]} */
export function setAside(points, count, aspect) {
  if (!count) return [];
  const step = 190, xs = points.map((p) => p.x), left = Math.min(0, ...xs), right = Math.max(0, ...xs);
  const columns = Math.max(Math.floor((right - left) / step) + 1, points.length ? 1 : Math.ceil(Math.sqrt(count * aspect)));
  const top = Math.max(0, ...points.map((p) => p.y)) + 110;
  return Array.from({ length: count }, (_, i) => ({ x: left + (i % columns) * step, y: top + Math.floor(i / columns) * 80 }));
}
