import { addressOf } from "../shared/query-files.ts";
import type { QueryField } from "./query-field.ts";

export interface Snippet {
  /** what reads it */
  tool: string;
  code: string;
}

type Values = Readonly<Record<string, string>>;
type Parameter = Pick<QueryField, "name" | "isNumeric" | "isList">;

/** The same rows read by other tools: all but psql, which asks the database itself, through this server at `origin`. */
export function snippetsOf(
  name: string,
  origin: string,
  parameters: readonly Parameter[],
  values: Values,
  sql: string,
): Snippet[] {
  const url = (extension: string) => origin + addressOf(name, extension, values);
  return [
    { tool: "curl", code: `curl -fsS -OJ '${url("csv")}'` },
    { tool: "pandas", code: `import pandas as pd\n\nrows = pd.read_csv("${url("csv")}")` },
    { tool: "R", code: `rows <- read.csv("${url("csv")}")` },
    { tool: "DuckDB", code: `SELECT * FROM read_parquet('${url("parquet")}');` },
    { tool: "psql", code: psqlCode(parameters, values, sql) },
  ];
}

/** psql puts its variables in for `:name`, so the query's text stays as it is. */
function psqlCode(parameters: readonly Parameter[], values: Values, sql: string): string {
  const sets = parameters.map(
    (parameter) => `\\set ${parameter.name} ${psqlWord(toSql(parameter, values[parameter.name] ?? ""))}\n`,
  );
  return `${sets.join("")}${sql}\n;`;
}

function toSql({ isList, isNumeric }: Parameter, value: string): string {
  if (value === "") return "NULL";
  // An address may claim that anything is a number.
  const isBare = (text: string) => isNumeric && /^-?\d+(\.\d+)?$/.test(text);
  const literal = (text: string) => (isBare(text) ? text : `'${text.replaceAll("'", "''")}'`);
  return isList ? `ARRAY[${value.split(",").map(literal).join(", ")}]` : literal(value);
}

/** A word of a \set line; in quotes psql reads backslashes as C does. A line break would end the line. */
function psqlWord(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text;
  const escaped = text.replace(/[\\']/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  return `'${escaped}'`;
}
