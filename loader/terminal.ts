import type { LoadEvent } from "./events.ts";

/** Renders events for a person: a line for each step and warning, one moving line for what is being copied. */
export function terminalReport(stream: NodeJS.WriteStream): {
  report(event: LoadEvent): void;
  clear(): void;
} {
  const started = Date.now();
  const copying = new Map<string, { bytes: number; totalBytes: number; rows: number }>();
  let copied = { tables: 0, rows: 0, bytes: 0 };
  let shown = 0;
  const clear = () => {
    if (stream.isTTY) stream.write("\r\x1b[2K");
  };
  const line = (text: string) => {
    clear();
    stream.write(`${text}\n`);
  };
  const moving = (text: string) => {
    if (!stream.isTTY || Date.now() - shown < 100) return;
    shown = Date.now();
    stream.write(`\r\x1b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
  };
  return {
    clear,
    report(event) {
      const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
      if (event.type === "step")
        line(`${seconds} s  ${event.step.padEnd(10)} ${event.detail ?? ""}`.trimEnd());
      else if (event.type === "warning") line(`${seconds} s  warning    ${event.message}`);
      else if (event.type === "waiting") line(`${seconds} s  waiting    ${event.message}`);
      else if (event.type === "download")
        moving(
          `  download  ${amount(event.bytes)}${event.total ? ` of ${amount(event.total)}${timeLeft(started, event.bytes, event.total)}` : ""}`,
        );
      else if (event.type === "copy") {
        copying.set(event.table, event);
        const now = [...copying].map(
          ([table, { rows, bytes, totalBytes }]) =>
            `${table} ${rows.toLocaleString("en")} rows, ${Math.round((100 * bytes) / Math.max(totalBytes, 1))} %`,
        );
        moving(`  copying   ${copied.tables} tables done · ${now.join(" · ")}`);
      } else {
        copying.delete(event.table);
        copied = { tables: copied.tables + 1, rows: copied.rows + event.rows, bytes: copied.bytes };
        line(`${seconds} s  table      ${event.table}  ${event.rows.toLocaleString("en")} rows`);
      }
    },
  };
}

function amount(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function timeLeft(started: number, done: number, total: number): string {
  const left = ((Date.now() - started) / Math.max(done, 1)) * (total - done);
  return left > 1000 ? `, ${Math.ceil(left / 1000)} s left` : "";
}
