import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const FILE = resolve(import.meta.dirname, "../../../shared/security/hostile.sql");

/** For `test.skipIf`: the collection may be absent on a contributor's machine, never in CI. */
export const withoutHostileStatements = !existsSync(FILE) && !process.env.CI;

export interface HostileStatement {
  /** "H001" */
  id: string;
  /** what it tries */
  aim: string;
  text: string;
  /** codes of AdhocError that it may end with, "ok" for an answer */
  outcomes: Set<string>;
}

/** Statements under a line `-- @id H001 | class | outcomes | aim`; outcomes are e.g. `gate`, `parse:42601`, `ok|err:57014,CAP`. */
export function readHostileStatements(): HostileStatement[] {
  const parts = readFileSync(FILE, "utf8").split(/^-- @id (.+)\n/m);
  const statements: HostileStatement[] = [];
  for (let at = 1; at < parts.length; at += 2) {
    const fields = parts[at]!.split(" | ");
    statements.push({
      id: fields[0]!,
      aim: fields[3]!,
      text: expand(parts[at + 1]!.trimEnd()),
      outcomes: toOutcomes(fields[2]!),
    });
  }
  return statements;
}

function toOutcomes(expected: string): Set<string> {
  const codes = expected
    .split("|")
    .flatMap((alternative) => alternative.replace(/^(err|parse):/, "").split(","))
    .map((code) => (code === "gate" ? "GATE" : code));
  // On a busy machine the client's deadline can come first.
  return new Set(codes.includes("57014") ? [...codes, "DEADLINE"] : codes);
}

function expand(text: string): string {
  const deep = 50_000;
  return text === "@@DEEP@@" ? `SELECT ${"(".repeat(deep)}1${")".repeat(deep)}` : text;
}
