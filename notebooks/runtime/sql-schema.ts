import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { SQLNamespace } from "@codemirror/lang-sql";

export interface SchemaColumn {
  name: string;
  type: string;
  comment?: string | null;
}

export interface SchemaTable {
  schema: string;
  name: string;
  /** "table", "view", "bridge" … */
  kind: string;
  comment?: string | null;
  columns: SchemaColumn[];
}

const SCHEMAS: Record<string, string> = {
  onet: "The live O*NET release: its own tables, and bridges under the names of other releases.",
  app: "Views that join the release with the programme's data.",
  public: "The programme's own tables.",
};

/** All that readers may SELECT from; nothing where the server does not say. */
export async function loadTables(): Promise<SchemaTable[]> {
  try {
    const response = await fetch("/api/schema.json");
    return response.ok ? ((await response.json()) as { tables: SchemaTable[] }).tables : [];
  } catch {
    return [];
  }
}

/** What completion offers: schemas, in them tables, in them columns. */
export function namespaceOf(tables: readonly SchemaTable[]): SQLNamespace {
  const schemas: Record<string, { self: Completion; children: Record<string, SQLNamespace> }> = {};
  for (const [name, info] of Object.entries(SCHEMAS))
    schemas[name] = { self: { label: name, type: "namespace", detail: "schema", info }, children: {} };
  for (const table of tables) {
    const self = { ...named(table.name), type: "class", detail: table.kind, ...commented(table) };
    const children = table.columns.map(columnCompletion);
    schemas[table.schema] ??= {
      self: { label: table.schema, type: "namespace", detail: "schema" },
      children: {},
    };
    // A dot in a key would be taken for a level.
    schemas[table.schema]!.children[table.name.replaceAll(".", "\\.")] = { self, children };
  }
  return schemas;
}

/** Offers the columns of all tables that the text names, which the language does only behind an alias. */
export function columnsOf(tables: readonly SchemaTable[]) {
  return function completeColumns(context: CompletionContext): CompletionResult | null {
    const word = context.matchBefore(/[\w.]*/);
    if (!word || word.text.includes(".") || (word.from === word.to && !context.explicit)) return null;
    const options = new Map<string, Completion>();
    for (const table of tablesIn(context.state.doc.toString(), tables)) {
      for (const column of table.columns)
        if (!options.has(column.name)) options.set(column.name, { ...columnCompletion(column), boost: 1 });
    }
    return { from: word.from, options: [...options.values()], validFor: /^\w*$/ };
  };
}

/** What a word of the text can mean: tables, or columns of the tables that the text names. */
export function meaningsOf(
  word: string,
  text: string,
  tables: readonly SchemaTable[],
): { title: string; detail: string; comment: string }[] {
  const name = word.toLowerCase();
  const found = tables
    .filter((table) => table.name === name)
    .map(({ schema, name, kind, comment }) => ({
      title: `${schema}.${name}`,
      detail: kind,
      comment: comment ?? "",
    }));
  if (found.length > 0) return found;
  return tablesIn(text, tables).flatMap((table) =>
    table.columns
      .filter((column) => column.name === name)
      .map(({ name, type, comment }) => ({
        title: `${table.name}.${name}`,
        detail: type,
        comment: comment ?? "",
      })),
  );
}

function tablesIn(text: string, tables: readonly SchemaTable[]): SchemaTable[] {
  const words = new Set(text.toLowerCase().match(/[a-z_]\w*/g));
  return tables.filter(({ name }) => words.has(name));
}

function columnCompletion(column: SchemaColumn): Completion {
  return { ...named(column.name), type: "property", detail: column.type, ...commented(column) };
}

function commented({ comment }: { comment?: string | null }): { info?: string } {
  return comment ? { info: comment } : {};
}

function named(name: string): { label: string; apply?: string } {
  return /^[a-z_][a-z\d_]*$/.test(name)
    ? { label: name }
    : { label: name, apply: `"${name.replaceAll('"', '""')}"` };
}
