import type { QueryPage } from "./query-form-page.tsx";
import { tablePath } from "./schema-catalog.ts";
import { addressOf, FILES } from "./shared/query-files.ts";

/** What is below a query's result: the files, the code to read it from elsewhere, its columns, its SQL and what it reads. */
export function QueryAbout(page: QueryPage) {
  return (
    <>
      {page.shape && <Take {...page} />}
      <Columns {...page} />
      <section class="card" aria-labelledby="sql-title">
        <div class="head">
          <h2 id="sql-title">SQL</h2>
          <button class="plain" type="button" data-copies="sql" hidden>
            Copy
          </button>
        </div>
        <pre class="sql" tabindex={0}>
          <code id="sql">{page.sql}</code>
        </pre>
        <Reads {...page} />
      </section>
    </>
  );
}

function Take({ query, fields, values }: QueryPage) {
  return (
    <section class="card" aria-labelledby="take">
      <h2 id="take">Take it with you</h2>
      <ul class="files" id="files">
        {FILES.map(({ label, note, extension, options }) => (
          <li>
            <a
              href={addressOf(query.name, extension, values, options)}
              data-extension={extension}
              data-options={options}
              download
            >
              {label}
            </a>
            <span class="quiet">{note}</span>
          </li>
        ))}
      </ul>
      <div id="snippets" hidden />
      {fields.length > 0 && <p class="quiet">All of them carry the parameters above.</p>}
    </section>
  );
}

function Columns({ query, shape, facts }: QueryPage) {
  const names = shape?.columns.map(({ name }) => name) ?? [...facts.keys()];
  return (
    <section class="card" aria-labelledby="columns">
      <h2 id="columns">Columns</h2>
      <section class="scroll" tabindex={0} aria-label="Columns of the result">
        <table class="plain-table column-table">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">NULL</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const fact = facts.get(name);
              const live = shape?.columns.find((column) => column.name === name);
              return (
                <tr>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  <td>
                    <code>{fact?.type ?? live?.type.name}</code>
                  </td>
                  <td class="nullness">{fact && ((live ?? fact).nullable ? "may be" : "never")}</td>
                  <td>{query.columns[name] ?? live?.doc}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Reads({ shape, reads }: QueryPage) {
  if (reads.length === 0) return null;
  return (
    <p class="reads">
      Reads{" "}
      {reads.map((table, i) => (
        <>
          {i > 0 && ", "}
          {shape ? (
            <a href={tablePath(table)}>
              <code>{table}</code>
            </a>
          ) : (
            <code>{table}</code>
          )}
        </>
      ))}
    </p>
  );
}
