import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { typeFromContent } from "./content-types.ts";
import { FinerNumber } from "./copy-text.ts";
import type { Report } from "./events.ts";
import { copyMisfit, duplicateError, headerOf, type Misfit, misfitError, placeOf } from "./row-errors.ts";
import { CopyRows } from "./rows.ts";
import { sqlState } from "./session.ts";
import type { StagedColumn, StagedTable } from "./tables.ts";

interface CopyOptions {
  report: Report;
  warn: (message: string) => Promise<void>;
}

/** How often the widths of a table's columns may prove too small before the load gives up. */
const MOST_RETYPES = 20;

/**
 * Creates one table of onet_new and fills it in one transaction: COPY with FREEZE (its rows need no VACUUM afterwards,
 * and index-only scans work at once), then keys, indexes and ANALYZE. A value too long for O*NET's type widens the
 * column, and so does a number with more decimals, with a warning; any other misfit is a LoadError with file, line, column and value. Returns the rows.
 */
export async function copyTable(
  client: pg.Client,
  planned: StagedTable,
  options: CopyOptions,
): Promise<number> {
  let table = await typeFromContent(client, planned, options.warn);
  for (let attempt = 0; ; attempt++) {
    await client.query("BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '128MB'");
    try {
      const rows = await fillTable(client, table, options);
      await client.query("COMMIT");
      await options.report({ type: "table", table: table.table, rows, bytes: table.file.bytes });
      return rows;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {});
      if (error instanceof FinerNumber && attempt < MOST_RETYPES) {
        const narrow = table.columns.find(({ column }) => column === error.columnName)!;
        const header = headerOf(table, narrow.column);
        await options.warn(
          `${table.file.name}, line ${error.line}, column "${header}": a value with more decimals than O*NET's ${narrow.type}: the column is loaded as numeric`,
        );
        table = widened(table, narrow, "numeric");
        continue;
      }
      const misfit = copyMisfit(error);
      if (!misfit) throw error;
      const narrow = attempt < MOST_RETYPES ? narrowColumn(table, misfit) : undefined;
      if (!narrow) throw await misfitError(table, misfit);
      const place = await placeOf(table, misfit.row, [narrow.column]);
      const what = misfit.code === TOO_LONG ? "longer" : "larger";
      const type = WIDER[misfit.code]!;
      await options.warn(
        `${place}: a value ${what} than O*NET's ${narrow.type}: the column is loaded as ${type}`,
      );
      table = widened(table, narrow, type);
    }
  }
}

async function fillTable(client: pg.Client, table: StagedTable, { report }: CopyOptions): Promise<number> {
  const target = `onet_new.${table.table}`;
  await client.query(`CREATE TABLE ${target} (${table.columns.map(definition).join(", ")})`);
  const copied = table.rows.fields.flatMap(({ column }) => (column === null ? [] : [`"${column}"`]));
  const reader = new CopyRows(table.rows);
  const sink = client.query(copyFrom(`COPY ${target} (${copied.join(", ")}) FROM STDIN (FREEZE)`));
  const told = setInterval(() => {
    void report({
      type: "copy",
      table: table.table,
      rows: reader.rows,
      bytes: reader.bytes,
      totalBytes: table.file.bytes,
    });
  }, 200);
  try {
    await pipeline(await table.file.open(), reader, sink);
  } finally {
    clearInterval(told);
  }
  await addKeys(client, table);
  const comments = table.columns.flatMap(({ column, comment }) =>
    comment ? [`COMMENT ON COLUMN ${target}."${column}" IS ${client.escapeLiteral(comment)}`] : [],
  );
  comments.push(`COMMENT ON TABLE ${target} IS ${client.escapeLiteral(table.comment)}`);
  await client.query([...comments, `ANALYZE ${target}`].join("; "));
  return reader.rows;
}

/** Quoted, since a header may be a word of SQL's, such as "Order". */
function definition({ column, type, nullable, generatedFrom }: StagedColumn): string {
  return `"${column}" ${type}${generatedFrom ? ` GENERATED ALWAYS AS (${generatedFrom}) STORED` : ""}${nullable ? "" : " NOT NULL"}`;
}

/** Keys and indexes after the data: 4–7 s for 1 M rows, against 20–38 s with them in place. */
async function addKeys(client: pg.Client, table: StagedTable): Promise<void> {
  const target = `onet_new.${table.table}`;
  const unique = async (kind: string, columns: string[]) => {
    try {
      await client.query(`SAVEPOINT before_key; ALTER TABLE ${target} ADD ${kind} (${columns.join(", ")})`);
    } catch (error) {
      if (sqlState(error) !== "23505") throw error;
      await client.query("ROLLBACK TO before_key");
      throw await duplicateError(client, table, columns);
    }
  };
  if (table.primaryKey) await unique("PRIMARY KEY", table.primaryKey);
  if (table.naturalKey) await unique("UNIQUE NULLS NOT DISTINCT", table.naturalKey);
  const indexes = table.indexes.map((columns) => `CREATE INDEX ON ${target} (${columns.join(", ")})`);
  if (indexes.length) await client.query(indexes.join("; "));
}

const TOO_LONG = "22001";
const TOO_LARGE = "22003";
const WIDER: Readonly<Record<string, string>> = { [TOO_LONG]: "text", [TOO_LARGE]: "numeric" };

/** The column whose type is too small. O*NET's next release may well hold longer texts: no reason to go without it. */
function narrowColumn(table: StagedTable, { code, column: name }: Misfit): StagedColumn | undefined {
  const column = table.columns.find((candidate) => candidate.column === name);
  return WIDER[code] && column?.type !== WIDER[code] ? column : undefined;
}

function widened(table: StagedTable, narrow: StagedColumn, type: string): StagedTable {
  const columns = table.columns.map((column) =>
    column === narrow || column.generatedFrom === narrow.column ? { ...column, type } : column,
  );
  const fields = table.rows.fields.map(({ decimals, ...field }) =>
    field.column === narrow.column || decimals === undefined ? field : { ...field, decimals },
  );
  return { ...table, columns, rows: { ...table.rows, fields } };
}
