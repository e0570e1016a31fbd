/** The small card beside the mark under the pointer: what, when, who and whom. */
import { byId, h } from "./dom.js";
import { sign, whenText } from "./details.js";
import { NOWHERE, OWN, row } from "./model.js";
import { actorName, say, term } from "./words.js";

const WIDTH = 300;

/** @param {import("./store.js").App} app */
export function makeTip(app) {
  const card = h("div", { id: "tip", "aria-hidden": "true", hidden: true });
  byId("timeline").append(card);

  /** @param {number} e */
  function content(e) {
    const { model, lang } = app;
    const names = (/** @type {import("./model.js").Ragged} */ rows) => [...row(rows, e)].map((a) => actorName(lang, model, a)).join(lang === "ja" ? "、" : ", ");
    const [who, whom] = [names(model.agents), names(model.targets)];
    const reported = model.place[e] === OWN || model.place[e] === NOWHERE ? "" : `${say(lang, "reported")} `;
    return [h("b", null, model.label[e]), h("p", null, `${reported}${whenText(app, e)}`), h("p", null, sign(app, e), ` ${term(lang, model, model.types[model.type[e]])} · ${term(lang, model, model.statuses[model.status[e]])}`),
      who || whom ? h("p", null, [who, whom].filter(Boolean).join(" → ")) : null].filter((part) => part !== null);
  }

  return {
    /** @param {number} e @param {{ x: number, y: number }} box of its mark @param {{ width: number, height: number, gutter: number }} size */
    show(e, box, size) {
      card.replaceChildren(...content(e));
      card.hidden = false;
      const left = Math.max(size.gutter, Math.min(Math.max(box.x, size.gutter) + 4, size.width - WIDTH - 8));
      const below = box.y + 18 + card.offsetHeight < size.height;
      card.setAttribute("style", `left:${left}px;top:${below ? box.y + 18 : box.y - 14 - card.offsetHeight}px`);
    },
    hide() {
      card.hidden = true;
    },
  };
}
