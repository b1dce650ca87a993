import { csvParseRows } from "d3-dsv";
import { csvLine } from "../../loader/csv-line.ts";

/** Rewrites one file of a small release as rows of values, the header first; "n/a" and "" are as in the file. */
export function editRows(
  files: Map<string, string | Buffer>,
  name: string,
  edit: (rows: string[][]) => void,
): void {
  const text = files.get(name);
  if (typeof text !== "string") throw new Error(`no file ${name} to edit`);
  const csv = name.endsWith(".csv");
  const body = text.replace(/\r\n$/, "");
  const rows = csv ? csvParseRows(body) : body.split("\r\n").map((line) => line.split("\t"));
  edit(rows);
  files.set(name, [...rows.map((row) => (csv ? csvLine(row) : row.join("\t"))), ""].join("\r\n"));
}

/** Puts `value` into the field under `header`; line 2 is the first behind the header. */
export function setValue(
  files: Map<string, string | Buffer>,
  name: string,
  line: number,
  header: string,
  value: string,
): void {
  editRows(files, name, (rows) => {
    const place = rows[0]!.indexOf(header);
    if (place === -1) throw new Error(`${name} has no column ${header}`);
    rows[line - 1]![place] = value;
  });
}
