import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import type { Assets } from "./assets.ts";
import { sendPage } from "./page.tsx";
import { readRelease } from "./read-release.ts";
import { type Relation, readCatalog, tablePath } from "./schema-catalog.ts";
import { type ListGroup, SearchList } from "./search-list.tsx";

/** GET /schema: the tables, views and bridges that readers may read, found by name, comment or column. */
export function schemaPage(db: Database, assets: Assets): Handler {
  return async function listRelations(c) {
    const { signal } = c.req.raw;
    const { value, release } = await readRelease(db, () => readCatalog(db, signal), signal);
    const script = "server/browser/search-list.ts";
    const style = "server/browser/queries.css";
    return sendPage(
      c,
      { title: "Schema", assets, release, script, style },
      <Schema catalog={value} searched={c.req.query("q") ?? ""} />,
    );
  };
}

interface SchemaProps {
  catalog: Relation[];
  searched: string;
}

function Schema({ catalog, searched }: SchemaProps) {
  const groups = GROUPS.map(
    ({ title, note, holds }): ListGroup => ({ title, note, entries: catalog.filter(holds).map(toEntry) }),
  ).filter(({ entries }) => entries.length > 0);
  return (
    <>
      <h1>Schema</h1>
      <p class="lede">Tables and views of the live release and of the programme, as queries name them.</p>
      <SearchList
        path="/schema"
        label="Search by name, meaning or column"
        nouns={["table", "tables"]}
        searched={searched}
        groups={groups}
      />
    </>
  );
}

const GROUPS = [
  {
    title: "onet",
    note: "What the live release publishes, under O*NET's own names. Read only; a new release replaces it whole.",
    holds: ({ schema, kind }: Relation) => schema === "onet" && kind !== "bridge",
  },
  {
    title: "onet: bridges",
    note: "Views under the names that these data have in other releases, so that a query runs on all of them.",
    holds: ({ schema, kind }: Relation) => schema === "onet" && kind === "bridge",
  },
  {
    title: "app",
    note: "Views that join the release with the programme's own data; built anew for each release.",
    holds: ({ schema }: Relation) => schema === "app",
  },
  {
    title: "public",
    note: "The programme's own data; a new release leaves them alone.",
    holds: ({ schema }: Relation) => schema === "public",
  },
];

function toEntry(relation: Relation) {
  const { schema, name, kind, comment, columns } = relation;
  return {
    text: `${schema}.${name} ${kind} ${comment ?? ""} ${columns.map((column) => column.name).join(" ")}`,
    content: (
      <div class="relation">
        <a href={tablePath(`${schema}.${name}`)}>
          <code>{name}</code>
        </a>
        <span class="size">{kind === "table" ? <RowCount {...relation} /> : kind}</span>
        <p>{comment}</p>
      </div>
    ),
  };
}

export function RowCount({ rows, isExact }: Pick<Relation, "rows" | "isExact">) {
  if (rows === null) return null;
  const noun = rows === 1 ? "row" : "rows";
  return <>{`${isExact ? "" : "about "}${rows.toLocaleString("en")} ${noun}`}</>;
}
