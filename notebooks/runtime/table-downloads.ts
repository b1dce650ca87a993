import { element } from "./element.ts";
import { saveAs } from "./save-as.ts";
import type { Row, TableColumn } from "./table.ts";
import { copyText } from "./table-clipboard.ts";
import { toCsv, toTsv } from "./table-csv.ts";

/** What is saved: the rows in the order in which they are shown. */
export interface Sheet {
  columns: readonly TableColumn[];
  rows: readonly Row[];
}

type Write = (sheet: Sheet, report: (done: number) => void) => Promise<Blob>;

/** The larger writers are fetched when first used. */
const FORMATS: { label: string; extension: string; write: Write }[] = [
  { label: "CSV", extension: "csv", write: toCsv },
  {
    label: "Excel",
    extension: "xlsx",
    write: async (...sheet) => (await import("./table-xlsx.ts")).toXlsx(...sheet),
  },
  {
    label: "Parquet",
    extension: "parquet",
    write: async (...sheet) => (await import("./table-parquet.ts")).toParquet(...sheet),
  },
];

/** Buttons that copy and save the sheet as it is when they are pressed, one at a time, and a place that says what became of it. */
export function downloads(name: string, sheet: () => Sheet): HTMLElement[] {
  const message = element("span", { className: "message", role: "status" });
  const group = element("div", { className: "downloads", role: "group", ariaLabel: "Copy and download" });

  function addButton(label: string, title: string, work: (button: HTMLElement) => Promise<string>): void {
    const button = element("button", { type: "button", title }, label);
    button.addEventListener("click", async () => {
      if (group.ariaBusy === "true") return;
      setBusy(true);
      message.textContent = "";
      message.textContent = await work(button).catch((error: Error) => `${label} failed: ${error.message}`);
      setBusy(false);
    });
    group.append(button);
  }

  // aria-disabled, not disabled: the button that was pressed keeps the focus.
  function setBusy(isBusy: boolean): void {
    group.ariaBusy = String(isBusy);
    for (const button of group.children) button.ariaDisabled = String(isBusy);
  }

  addButton("Copy", "Copy the rows shown, to paste them into a spreadsheet", async () => {
    const current = sheet();
    await copyText(toTsv(current));
    return `Copied ${countText(current)}`;
  });
  for (const { label, extension, write } of FORMATS) {
    const file = `${name}.${extension}`;
    addButton(label, `Download the rows shown as ${file}`, async (button) => {
      message.textContent = `Writing ${file}…`;
      const current = sheet();
      const blob = await write(current, (done) => button.style.setProperty("--done", String(done)));
      button.style.removeProperty("--done");
      saveAs(file, blob);
      return `Saved ${countText(current)}`;
    });
  }
  return [message, group];
}

function countText({ rows }: Sheet): string {
  return `${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"}`;
}
