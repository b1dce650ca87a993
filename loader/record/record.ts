import { loadCatalog } from "../../sql/catalog.ts";
import { type Described, type DescribedColumn, describe } from "../../sql/describe.ts";
import { placeOf, type QueryFile } from "../../sql/query-file.ts";
import type { RecordedShapes } from "../../sql/recorded-shapes.ts";
import { shapeOf } from "../../sql/shape.ts";
import { buildViews, type ProjectSql, renameSchemas } from "../incoming.ts";
import type { EmptyRelease } from "./empty-releases.ts";

/** A query or view as all releases have it on which it works. */
export interface Recorded {
  /** as in sql/shapes.json */
  name: string;
  described: Described;
  /** absent for a view */
  query?: QueryFile;
}

/**
 * Describes every view and query on each of the releases and brings what was found together: a column may be NULL where
 * it may on one of them. Errors: an Error with a line for each that works on none, or has other types on another release.
 */
export async function recordQueries(
  releases: readonly EmptyRelease[],
  sql: Pick<ProjectSql, "views" | "queries">,
): Promise<Recorded[]> {
  const found: Found[] = [];
  for (const release of releases) found.push(await describeAll(release, sql));
  const faults: string[] = [];
  const wanted = [
    ...sql.views.map((view) => ({ name: `app.${view.name}`, path: view.path })),
    ...sql.queries.map((query) => ({ name: query.name, path: query.path, query })),
  ];
  const recorded = wanted.flatMap(({ name, path, ...rest }): Recorded[] => {
    const works = found.flatMap(({ release, described }) => {
      const onIt = described.get(name);
      return onIt ? [{ release, described: onIt }] : [];
    });
    const described = works.length ? merge(path, works, faults) : undefined;
    if (works.length === 0) faults.push(found.at(-1)!.errors.get(name)!);
    return described ? [{ name, described, ...rest }] : [];
  });
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return recorded;
}

/** With the place in its file: "sql/queries/skill-gap.sql:12:8: column …". */
function failureOf(query: QueryFile, error: Error): string {
  const { position } = error as { position?: string };
  const place = position === undefined ? "" : `:${placeOf(query, Number(position) - 1)}`;
  return `${query.path}${place}: ${error.message}`;
}

/** What sql/shapes.json has to hold. */
export function shapesOf(recorded: readonly Recorded[]): RecordedShapes {
  return new Map(
    recorded.map(({ name, described, query }) => [name, shapeOf(described, query?.order ?? [])]),
  );
}

interface Found {
  release: string;
  described: Map<string, Described>;
  errors: Map<string, string>;
}

async function describeAll(
  { release, session }: EmptyRelease,
  { views, queries }: Pick<ProjectSql, "views" | "queries">,
): Promise<Found> {
  const found: Found = { release, described: new Map(), errors: new Map() };
  const { client } = session;
  await client.query("BEGIN; SET LOCAL search_path = pg_catalog");
  try {
    await renameSchemas(session, "onet_new");
    for (const { name, message } of await buildViews(session, views)) found.errors.set(name, message);
    const catalog = await loadCatalog(client);
    const texts = [
      ...views.map(({ name, path }) => ({
        name: `app.${name}`,
        text: `SELECT * FROM app.${name}`,
        failure: ({ message }: Error) => `${path}: ${message}`,
      })),
      ...queries.map((query) => ({ ...query, failure: (error: Error) => failureOf(query, error) })),
    ];
    for (const { name, text, failure } of texts) {
      try {
        found.described.set(name, await describe(client, text, catalog));
      } catch (error) {
        if (!found.errors.has(name)) found.errors.set(name, failure(error as Error));
      }
    }
  } finally {
    await client.query("ROLLBACK");
  }
  return found;
}

/** `works`: oldest release first; the newest has the say about comments. Undefined where they disagree, told in `faults`. */
function merge(
  path: string,
  works: { release: string; described: Described }[],
  faults: string[],
): Described | undefined {
  const newest = works.at(-1)!;
  const before = faults.length;
  for (const { release, described } of works) {
    const [now, then] = [typesOf(newest.described), typesOf(described)];
    if (now !== then)
      faults.push(
        `${path}: has ${now} on release ${newest.release}, but ${then} on ${release}: cast them alike`,
      );
  }
  if (faults.length > before) return undefined;
  const columns = newest.described.columns.map((column, i): DescribedColumn => {
    const nullable = works.some(({ described }) => described.columns[i]!.nullable);
    return { ...column, nullable };
  });
  const reads = [...new Set(works.flatMap(({ described }) => described.reads))].sort();
  return { ...newest.described, columns, reads };
}

function typesOf({ parameters, columns }: Described): string {
  const types = columns.map(({ name, type }) => `${name} ${type}`);
  return [`(${parameters.map(({ type }) => type).join(", ")})`, ...types].join(", ");
}
