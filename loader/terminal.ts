import type { LoadEvent } from "./events.ts";

/** Renders events for a person: a line for each step, table and warning, and one moving line for what is under way. */
export function terminalReport(stream: NodeJS.WriteStream): {
  report(event: LoadEvent): void;
  clear(): void;
} {
  const started = Date.now();
  const staging = { since: started, tables: 0, bytes: 0, doneTables: 0, doneBytes: 0 };
  const copying = new Map<string, { bytes: number; rows: number }>();
  let shown = 0;
  const clear = () => {
    if (stream.isTTY) stream.write("\r\x1b[2K");
  };
  const line = (what: string, text = "") => {
    clear();
    stream.write(
      `${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what.padEnd(10)} ${text}`.trimEnd(),
    );
    stream.write("\n");
  };
  const moving = (text: string) => {
    if (!stream.isTTY || Date.now() - shown < 100) return;
    shown = Date.now();
    stream.write(`\r\x1b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
  };
  const copyLine = () => {
    const bytes = staging.doneBytes + [...copying.values()].reduce((sum, table) => sum + table.bytes, 0);
    const now = [...copying]
      .map(([table, { rows }]) => `${table} ${rows.toLocaleString("en")} rows`)
      .join(", ");
    return `  ${staging.doneTables} of ${staging.tables} tables, ${progress(staging.since, bytes, staging.bytes)} · ${now}`;
  };
  return {
    clear,
    report(event) {
      switch (event.type) {
        case "step":
          return line(event.step, event.detail);
        case "warning":
        case "waiting":
          return line(event.type, event.message);
        case "download":
          return moving(`  downloading ${progress(started, event.bytes, event.total)}`);
        case "staging":
          Object.assign(staging, { since: Date.now(), tables: event.tables, bytes: event.bytes });
          return;
        case "copy":
          copying.set(event.table, event);
          return moving(copyLine());
        case "table":
          copying.delete(event.table);
          staging.doneTables++;
          staging.doneBytes += event.bytes;
          return line("table", `${event.table}  ${event.rows.toLocaleString("en")} rows`);
      }
    },
  };
}

/** "12.0 of 96.4 MB, 3 s left" */
function progress(since: number, done: number, total: number | undefined): string {
  const amount = (bytes: number) => (bytes / 1e6).toFixed(1);
  if (!total) return `${amount(done)} MB`;
  const left = ((Date.now() - since) / Math.max(done, 1)) * (total - done);
  return `${amount(done)} of ${amount(total)} MB${left >= 1000 ? `, ${Math.ceil(left / 1000)} s left` : ""}`;
}
