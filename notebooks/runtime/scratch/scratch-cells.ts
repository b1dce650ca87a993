import { byId, element } from "../element.ts";
import type { CellList } from "./cell-list.ts";
import { KeptCells } from "./kept-cells.ts";

// The entry of #scratch, which the server puts below a notebook's cells. Editor, tables and charts are loaded with the first
// cell: pages of readers without any pay for no more than this.

const place = byId("scratch");
const kept = new KeptCells(byId("notebook").dataset.name ?? "");
const cells = element("div");
const loading = element("p", { className: "quiet" }, "Loading…");
let list: Promise<CellList> | undefined;

function load(): Promise<CellList> {
  list ??= import("./cell-list.ts").then(({ CellList }) => new CellList(cells, kept));
  return list;
}

async function withList(work: (list: CellList) => void): Promise<void> {
  if (!list) cells.replaceChildren(loading);
  try {
    const loaded = await load();
    loading.remove();
    work(loaded);
  } catch (error) {
    list = undefined;
    reportError(error);
    const text = "Scratch cells could not be loaded. Reload the page; those that you have are kept.";
    cells.replaceChildren(element("p", { className: "notice" }, text));
  }
}

function offerCells(): void {
  const add = element("button", { type: "button", className: "button plain" }, "Add a scratch cell");
  add.addEventListener("click", () => void withList((list) => list.add()));
  place.append(cells, add);
  if (kept.list.length > 0) void withList(() => {});
  kept.follow(() => void withList((list) => list.arrange()));
}

/** Where nothing can be run: what the cells say is not lost. */
function showTexts(): void {
  const texts = kept.list.filter(({ text }) => text !== "");
  if (texts.length === 0) return;
  place.append(element("p", { className: "quiet" }, "What your scratch cells say, to be copied:"));
  place.append(...texts.map(({ text }) => element("pre", { className: "value" }, text)));
}

if (place.dataset.off === undefined) offerCells();
else showTexts();
