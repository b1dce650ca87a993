import { element } from "./element.ts";
import type { DevelopmentCell } from "./segment.ts";

/**
 * In development: makes the page's cells those of an edited notebook. A cell that still holds a box (`boxes`, by the new
 * index), or prose that reads as before, keeps its element; the others are reused where they are of the same kind.
 */
export function arrangeCells(
  place: HTMLElement,
  cells: readonly DevelopmentCell[],
  boxes: ReadonlyMap<number, HTMLElement[]>,
): void {
  const old = [...place.querySelectorAll<HTMLElement>(":scope > .cell")];
  const free = new Set(old);
  const take = (found: HTMLElement | null | undefined) => {
    if (!found || !free.has(found)) return undefined;
    free.delete(found);
    return found;
  };
  const kept = cells.map((cell, index) =>
    cell.kind === "code"
      ? take(boxes.get(index)?.[0]?.closest<HTMLElement>(".cell"))
      : take(old.find((one) => free.has(one) && one.innerHTML === cell.html)),
  );
  const sections = cells.map(
    (cell, index) =>
      kept[index] ??
      take(old[index]?.dataset.kind === cell.kind ? old[index] : undefined) ??
      element("section"),
  );
  for (const gone of free) gone.remove();
  sections.forEach((section, index) => {
    describe(section, cells[index]!, index);
    if (place.children[index] !== section) place.insertBefore(section, place.children[index] ?? null);
  });
}

function describe(section: HTMLElement, cell: DevelopmentCell, index: number): void {
  section.className = "cell";
  Object.assign(section.dataset, {
    cell: index,
    kind: cell.kind,
    title: cell.title,
    displays: cell.displays,
    line: cell.line,
  });
  if (cell.title) section.setAttribute("aria-label", cell.title);
  else section.removeAttribute("aria-label");
  if (cell.kind === "markdown" && section.innerHTML !== cell.html) section.innerHTML = cell.html;
}
