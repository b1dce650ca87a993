import { expect, test } from "vitest";
import { FinerNumber } from "../../loader/copy-text.ts";
import { decimalsOf } from "../../loader/decimal.ts";
import { CopyRows, type RowPlan } from "../../loader/rows.ts";

const of = (text: string) => decimalsOf(Buffer.from(text), 0, text.length);

test.each([
  ["0", 0],
  ["-3.25", 2],
  ["007", 0],
  ["4.1200", 2],
  ["4.000", 0],
  ["4.125", 3],
])("%s has %i decimals", (text, decimals) => {
  expect(of(text)).toBe(decimals);
});

test.each([
  "",
  "-",
  ".5",
  "5.",
  "4,1",
  "1e2",
  "0x10",
  "1_000",
  "NaN",
  "Infinity",
  "+1",
  " 1",
  "1.2.3",
])("%j is no number", (text) => {
  expect(of(text)).toBe(-1);
});

const plan: RowPlan = {
  file: "skills.csv",
  format: "csv",
  fields: [{ header: "Data Value", column: "data_value", kind: "number", decimals: 2 }],
};
const read = async (value: string) => {
  const reader = new CopyRows(plan);
  const chunks: Buffer[] = [];
  reader.on("data", (chunk: Buffer) => chunks.push(chunk));
  reader.end(`Data Value\r\n1.5\r\n${value}\r\n`);
  await new Promise((resolve, reject) => reader.on("end", resolve).on("error", reject));
  return Buffer.concat(chunks).toString();
};

test.each([
  "NaN",
  "1e2",
  "0x10",
  "1_000",
])("%s, which PostgreSQL would take or refuse late, is refused with its place", async (value) => {
  await expect(read(value)).rejects.toMatchObject({
    message: `skills.csv, line 3, column "Data Value": "${value}" is not a number like 3.25; correct the file, or download the release again`,
    line: 3,
    column: "Data Value",
    value,
  });
});

test("more decimals than the column holds are not rounded but told", async () => {
  await expect(read("4.125")).rejects.toBeInstanceOf(FinerNumber);
  expect(await read("4.120")).toBe("1.5\n4.120\n");
});
