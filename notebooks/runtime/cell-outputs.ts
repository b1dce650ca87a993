import { standalone } from "./chart-download.ts";
import { plainTable } from "./plain-table.ts";
import type { Sheet } from "./table-downloads.ts";
import { sheetOf } from "./table-sheet.ts";
import { toUrlText } from "./url-value.ts";

/** As Jupyter has them (nbformat 4.5). */
export type Output =
  | { output_type: "display_data"; data: Record<string, string>; metadata: object }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** Rows of a table that a document shows. */
const ROWS = 100;

/** What a cell shows now. */
export function cellOutputs(cell: HTMLElement): Output[] {
  return [...cell.querySelectorAll<HTMLElement>(":scope > .output")].flatMap((box) => {
    if (box.dataset.state === "failed") {
      const text = box.querySelector("p")?.textContent ?? "";
      return [{ output_type: "error", ename: "Error", evalue: text, traceback: [text] }];
    }
    if (box.dataset.view !== undefined) return viewOutput(box.dataset.view, box);
    return [...box.children].flatMap(nodeOutputs);
  });
}

function viewOutput(name: string, box: HTMLElement): Output[] {
  const input = box.firstElementChild as (Element & { value?: unknown }) | null;
  const text = toUrlText(input?.value);
  return text === undefined ? [] : [display({ "text/plain": `${name} = ${text}` })];
}

/** Charts and tables one by one, also where they stand within something else. */
function nodeOutputs(node: Element): Output[] {
  if (node.matches(".chart")) return chartOutput(node);
  const sheet = sheetOf(node);
  if (sheet) return tableOutput(node, sheet);
  if (node.querySelector(".chart, .data-table")) return [...node.children].flatMap(nodeOutputs);
  if (node.matches("button")) return [];
  const text = node.textContent ?? "";
  if (node.matches("pre")) return [display({ "text/plain": text })];
  return [display({ "text/html": htmlOf(node), "text/plain": text.trim() })];
}

/** Its legends before it, as they stand on the page. */
function chartOutput(chart: Element): Output[] {
  const name = chart.querySelector("[role=img]")?.getAttribute("aria-label") ?? "";
  return [...chart.querySelectorAll<SVGSVGElement>("svg")]
    .filter((svg) => !svg.parentElement?.closest("svg") && svg.width.baseVal.value > 0)
    .map((svg) => display({ "image/svg+xml": standalone(svg).text, "text/plain": name }));
}

function tableOutput(node: Element, sheet: Sheet): Output[] {
  const label = node.querySelector("[role=grid]")?.getAttribute("aria-label") ?? "Table";
  const table = plainTable(label, sheet, ROWS);
  return [display({ "text/html": table.outerHTML, "text/plain": table.caption?.textContent ?? label })];
}

function htmlOf(node: Element): string {
  const copy = node.cloneNode(true) as Element;
  for (const control of copy.querySelectorAll("button, input, select, textarea")) control.remove();
  for (const link of copy.querySelectorAll<HTMLAnchorElement>("a[href]"))
    link.setAttribute("href", link.href);
  return copy.outerHTML;
}

function display(data: Record<string, string>): Output {
  return { output_type: "display_data", data, metadata: {} };
}
