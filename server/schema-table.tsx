import type { Child } from "hono/jsx";
import type { Row } from "./query-stream.ts";
import { type Column, type ForeignKey, tablePath } from "./schema-catalog.ts";
import type { TablePage } from "./schema-table-page.tsx";

/** The parts of a table's page. */
export function SchemaTable({ relation, details, preview, readers, definition }: TablePage) {
  const own = `${relation.schema}.${relation.name}`;
  const { foreign_keys, indexes } = details;
  return (
    <>
      <Columns relation={relation} details={details} own={own} />
      <Preview columns={relation.columns} preview={preview} />
      {definition !== undefined && (
        <Section id="definition" title="Definition">
          <pre class="sql" tabindex={0}>
            <code>{definition}</code>
          </pre>
        </Section>
      )}
      <Referrers keys={foreign_keys.filter(({ to }) => to === own)} />
      {indexes.length > 0 && (
        <Section id="indexes" title="Indexes">
          <ul class="names">
            {indexes.map(({ name, method, is_primary, is_unique }) => (
              <li>
                <code>{name}</code> <span class="quiet">{method}</span>{" "}
                {(is_primary || is_unique) && (
                  <span class="badge">{is_primary ? "primary key" : "unique"}</span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="readers" title="Queries that read it">
        {readers.length === 0 ? (
          <p class="quiet">None of the version-controlled queries does.</p>
        ) : (
          <ul class="names columned">
            {readers.map(({ name, title }) => (
              <li>
                <a href={`/queries/${name}`}>{title}</a>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: Child }) {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Columns({ relation, details, own }: Pick<TablePage, "relation" | "details"> & { own: string }) {
  const keys = details.foreign_keys.filter(({ from }) => from === own);
  return (
    <Section id="columns" title="Columns">
      <section class="scroll" tabindex={0} aria-label="Columns of the table">
        <table class="plain-table column-table">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              {relation.kind === "table" && <th scope="col">NULL</th>}
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {relation.columns.map((column) => (
              <tr>
                <th scope="row">
                  <code>{column.name}</code>
                  {details.primary_key.includes(column.name) && <span class="badge">key</span>}
                </th>
                <td>
                  <code>{column.type}</code>
                </td>
                {relation.kind === "table" && (
                  <td class="nullness">{column.not_null ? "never" : "may be"}</td>
                )}
                <td>
                  {column.comment}
                  {keys
                    .filter(({ from_columns }) => from_columns.includes(column.name))
                    .map((key) => (
                      <Target {...key} />
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function Target({ from_columns, to, to_columns }: ForeignKey) {
  const of = from_columns.length > 1 ? `(${from_columns.join(", ")}) ` : "";
  return (
    <span class="target">
      {of}→{" "}
      <a href={tablePath(to)}>
        <code>
          {to} ({to_columns.join(", ")})
        </code>
      </a>
    </span>
  );
}

function Referrers({ keys }: { keys: ForeignKey[] }) {
  if (keys.length === 0) return null;
  return (
    <Section id="referrers" title="Referred to by">
      <ul class="names">
        {keys.map(({ from, from_columns, to_columns }) => (
          <li>
            <a href={tablePath(from)}>
              <code>{from}</code>
            </a>{" "}
            <span class="quiet">
              {from_columns.join(", ")} → {to_columns.join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const NUMBER = /^(numeric|smallint|integer|bigint|real|double)/;

function Preview({ columns, preview }: { columns: Column[]; preview: Row[] | string }) {
  if (typeof preview === "string") return <Section id="preview" title="First rows" children={preview} />;
  return (
    <Section id="preview" title={preview.length === 0 ? "No rows" : "First rows"}>
      {preview.length > 0 && (
        <section class="scroll" tabindex={0} aria-label="First rows of the table">
          <table class="plain-table preview">
            <thead>
              <tr>
                {columns.map(({ name, type }) => (
                  <th scope="col" class={NUMBER.test(type) ? "number" : undefined}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.map((row) => (
                <tr>
                  {columns.map(({ name }) => (
                    <Cell value={row[name]} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  );
}

function Cell({ value }: { value: unknown }) {
  if (value === null) return <td class="null">NULL</td>;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return <td class={typeof value === "number" ? "number" : undefined}>{text}</td>;
}
