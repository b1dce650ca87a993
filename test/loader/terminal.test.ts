import { expect, test } from "vitest";
import type { LoadEvent } from "../../loader/events.ts";
import { terminalReport } from "../../loader/terminal.ts";

function shown(isTTY: boolean, events: LoadEvent[]): string {
  let text = "";
  const stream = {
    isTTY,
    columns: 100,
    write: (part: string) => (text += part),
  } as unknown as NodeJS.WriteStream;
  const { report } = terminalReport(stream);
  for (const event of events) report(event);
  return text;
}

const copying: LoadEvent[] = [
  { type: "step", step: "stage", detail: "30.3" },
  { type: "staging", tables: 45, bytes: 100_000_000 },
  { type: "table", table: "skills", rows: 61_530, bytes: 20_000_000 },
  { type: "copy", table: "work_context", rows: 1_234, bytes: 5_000_000, totalBytes: 30_000_000 },
];

test("a person sees the step, each table, and how much of the release is copied", () => {
  const text = shown(true, copying);
  expect(text).toMatch(/ s {2}stage {6}30\.3\n/);
  expect(text).toMatch(/table {6}skills {2}61,530 rows\n/);
  expect(text).toContain("1 of 45 tables, 25.0 of 100.0 MB");
  expect(text).toContain("work_context 1,234 rows");
});

test("a log file gets lines and no cursor movements", () => {
  const text = shown(false, copying);
  expect(text).not.toContain("\r");
  expect(text.split("\n")).toHaveLength(3);
});
