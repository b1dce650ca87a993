/** The page of table.test.ts: a table of made-up ratings, as many as the address asks for. */
import { dataTable } from "../../../notebooks/runtime/table.ts";
import { COLUMNS, rowOf } from "./table-rows.ts";

const { searchParams } = new URL(location.href);
const rows = Array.from({ length: Number(searchParams.get("rows")) }, (_, i) => rowOf(i));
const columns = searchParams.has("narrow") ? COLUMNS.filter((_, i) => [0, 2, 3].includes(i)) : COLUMNS;
const started = performance.now();
const table = dataTable(columns, rows, {
  label: "Ratings",
  downloadName: "ratings",
  height: 420,
  wide: searchParams.has("wide"),
});
document.querySelector("main")?.append(table);
table.dataset.made = String(performance.now() - started);
