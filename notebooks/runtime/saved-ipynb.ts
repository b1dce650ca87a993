import { cellOutputs, type Output } from "./cell-outputs.ts";
import { citation } from "./citation.ts";
import { byId } from "./element.ts";
import { fetchText } from "./fetch-text.ts";
import { release } from "./page-release.ts";
import type { Shown } from "./save-controls.ts";
import { pageUrl } from "./url-state.ts";

/** As compile/file-parts.ts writes it. */
interface CellSource {
  kind: "code" | "markdown";
  source: string;
}

type Cell = { id: string; metadata: object; source: string[] } & (
  | { cell_type: "markdown" }
  | { cell_type: "code"; execution_count: null; outputs: Output[] }
);

/** The page as a Jupyter notebook (nbformat 4.5): the cells' source, and their output as it is on the page. */
export async function savedIpynb({ asked, inputs }: Shown): Promise<Blob> {
  const { name, commit, sources = "" } = byId("notebook").dataset;
  const cells = JSON.parse(await fetchText(sources)) as CellSource[];
  const address = pageUrl();
  for (const [key, text] of inputs) address.searchParams.set(key, text);
  const queries = asked.map(({ name, params, rows, truncated, at }) => ({
    name,
    params,
    rows,
    truncated,
    at,
  }));
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "typescript", display_name: "TypeScript" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
      onetbook: {
        notebook: name,
        commit,
        address: address.href,
        release: release(),
        queries,
        saved: new Date(),
      },
    },
    cells: [
      ...cells.map(toCell),
      { cell_type: "markdown", id: "provenance", metadata: {}, source: lines(provenance(asked, inputs)) },
    ],
  };
  return new Blob([`${JSON.stringify(notebook, null, 1)}\n`], { type: "application/x-ipynb+json" });
}

function toCell({ kind, source }: CellSource, index: number): Cell {
  const section = byId("cells").querySelector<HTMLElement>(`:scope > [data-cell="${index}"]`);
  const title = section?.dataset.title;
  const cell = { id: `cell-${index}`, metadata: title ? { title } : {}, source: lines(source) };
  if (kind === "markdown") return { cell_type: "markdown", ...cell };
  const isSeen = section?.dataset.displays === "true" || section?.dataset.state === "failed";
  const outputs = section && isSeen ? cellOutputs(section) : [];
  return { cell_type: "code", ...cell, execution_count: null, outputs };
}

function provenance(asked: Shown["asked"], inputs: Shown["inputs"]): string {
  const queries = asked.map(({ name, params, rows, truncated }) => {
    const values = params.map(([key, value]) => `${key} ${value}`).join(", ");
    return `- ${plain(`${name}${values && ` (${values})`}`)}: ${rows} rows${truncated ? ", cut off there" : ""}`;
  });
  const source = document.querySelector("body > footer")?.textContent?.trim() ?? "";
  return [
    "## Where this is from",
    "To be read, not run: its code needs the Onetbook that it comes from.",
    queries.join("\n"),
    plain(citation(inputs, new Date())),
    plain(source),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** A text without what markdown or HTML would make of it. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, "\\$&");
}

/** Jupyter's own way to write texts, which keeps its files fit for diffs. */
export function lines(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== "");
}
