import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connectOwner } from "../sql/owner.ts";
import { READERS } from "../sql/roles.ts";
import { countFates, moveAnnotations } from "./annotations.ts";
import { boundObjects } from "./bound-objects.ts";
import type { Crosswalk } from "./crosswalk.ts";
import { LoadError } from "./errors.ts";
import { contractKeys, expandKeys, validateKeys } from "./extension-keys.ts";
import { decideFates, type FateOptions, type RetiredPolicy, refusedFates } from "./fates.ts";
import { waitForOldSnapshots } from "./guard.ts";
import { buildViews, grantToReaders, type Problem, type ProjectSql, renameSchemas } from "./incoming.ts";
import { makePlan, type Plan, releaseRow } from "./plan.ts";
import type { NotebookGate } from "./prove-notebooks.ts";
import { parseQueries, proveQueries } from "./prove-queries.ts";
import { dropGone } from "./prune.ts";
import { exists, repairKeys } from "./recover.ts";
import { type Session, sqlState } from "./session.ts";
import { isStaged } from "./stage.ts";

export interface SwapOptions {
  action: "load" | "revert";
  crosswalk: Crosswalk;
  policy: RetiredPolicy;
  /** names of queries, views and other objects that may break */
  accept: readonly string[];
  /** the views and queries that the release has to carry */
  sql: ProjectSql;
  /** what runs the notebooks on it, where it replaces a release on which they work */
  notebooks?: NotebookGate | undefined;
  /** how long to wait for transactions from before staging */
  waitSeconds: number;
  /** asked once everything is proven; false leaves all as it is */
  confirm?: (plan: Plan) => Promise<boolean>;
}

export interface SwapResult {
  swapped: boolean;
  plan: Plan;
  accepted: Problem[];
}

/** The schema that an action puts live: a load what is staged, a revert the previous release. */
export function incomingSchema(action: SwapOptions["action"]): "onet_new" | "onet_old" {
  return action === "load" ? "onet_new" : "onet_old";
}

/** Attempts of the swap's transaction when a lock or a deadlock is in the way. */
const MOST_ATTEMPTS = 20;

/**
 * Puts a release live: plan, check, guard, expand, contract, the renaming transaction, validate. A revert is the same
 * with the previous release in the place of the staged one. Errors: LoadError (2) with what is in the way; nothing that
 * serves has changed then.
 */
export async function swap(session: Session, options: SwapOptions): Promise<SwapResult> {
  await requireIncoming(session, options.action);
  return putLive(session, options, await prove(session, options));
}

/** The swap of a release that `prove` has let pass. */
export async function putLive(
  session: Session,
  options: SwapOptions,
  { plan, problems }: Proof,
): Promise<SwapResult> {
  if (options.confirm && !(await options.confirm(plan))) return { swapped: false, plan, accepted: problems };
  const incoming = incomingSchema(options.action);
  const swapId = randomUUID();
  await session.step("guard");
  await waitForOldSnapshots(session, incoming, options.waitSeconds);
  try {
    await session.step("expand");
    await expandKeys(session, incoming, swapId.slice(0, 8));
    await session.step("expanded");
    await contractKeys(session, incoming);
    await session.step("contracted");
    await swapWithRetry(session, options, { plan, problems }, swapId);
  } catch (error) {
    await repairKeys(session).catch((second: Error) =>
      session.report({
        type: "warning",
        message: `the foreign keys could not be put back (${second.message}); any loader command repairs them`,
      }),
    );
    throw error;
  }
  await session.step("committed", `release ${plan.incoming.release} is live`);
  await settle(session, swapId);
  return { swapped: true, plan, accepted: problems };
}

/** What a swap would change, and what it would break with the administrator's leave. */
export interface Proof {
  plan: Plan;
  problems: Problem[];
}

/** Everything short of the swap: refuses retired annotations and broken queries that nobody accepted. */
export async function prove(session: Session, options: SwapOptions): Promise<Proof> {
  await session.step("plan");
  const plan = await makePlan(session, await fateOptions(session, options));
  const problems = await check(session, options);
  const refused = refusedFates(plan.annotations, options.policy);
  const broken = problems.filter(({ name }) => !options.accept.includes(name));
  if (!refused.length && !broken.length) return { plan, problems };
  throw new Refusal(plan, broken, refused.length);
}

/** Why a release does not go live, with the plan to show beside it. */
export class Refusal extends LoadError {
  readonly plan: Plan;
  readonly problems: Problem[];
  constructor(plan: Plan, problems: Problem[], retired: number) {
    const lines = [`release ${plan.incoming.release} is not put live:`];
    if (retired) {
      lines.push(
        `  ${retired} annotations have a code that it lacks; choose with --retired what becomes of them: "follow" lets those with exactly one successor in the crosswalk (--crosswalk) move to it, "keep" keeps the others for review, "follow,keep" does both`,
      );
    }
    for (const name of new Set(problems.map((problem) => problem.name))) {
      for (const problem of problems) if (problem.name === name) lines.push(`  ${problem.message}`);
      lines.push(`    (to swap nevertheless: --accept ${/[\s,]/.test(name) ? JSON.stringify(name) : name})`);
    }
    super(lines.join("\n"), { exitCode: 2 });
    this.plan = plan;
    this.problems = problems;
  }
}

/** The swap up to its last statement, then ROLLBACK: what would break. Readers notice nothing. */
export async function check(session: Session, options: SwapOptions): Promise<Problem[]> {
  await session.step("check");
  await session.client.query("BEGIN");
  const problems = await putInPlace(session, options, "prove").finally(() =>
    session.client.query("ROLLBACK").catch(() => {}),
  );
  return options.notebooks ? options.notebooks.withoutOld(session, problems) : problems;
}

/** Errors: LoadError (2) where there is nothing to put live. */
export async function requireIncoming(session: Session, action: SwapOptions["action"]): Promise<void> {
  if (action === "load" && !(await isStaged(session))) {
    throw new LoadError("no release is staged; stage one first: npm run onet -- stage SOURCE", {
      exitCode: 2,
    });
  }
  if (action === "revert" && !(await releaseRow(session, "onet_old"))) {
    throw new LoadError("there is no previous release to revert to (it was pruned, or this is the first)", {
      exitCode: 2,
    });
  }
}

async function fateOptions(
  session: Session,
  { action, crosswalk, policy }: SwapOptions,
): Promise<FateOptions> {
  const live = (await exists(session, "onet")) ? "onet" : undefined;
  return { incoming: incomingSchema(action), live, crosswalk, policy, revert: action === "revert" };
}

/** Inside a transaction: renames, views, grants, queries and notebooks. The one code path of check and swap. */
async function putInPlace(
  session: Session,
  { action, sql, notebooks }: SwapOptions,
  how: "prove" | "parse",
): Promise<Problem[]> {
  await session.client.query(
    // A paused loader must not hold its locks: PostgreSQL rolls the transaction back after 10 s without a word.
    // Compiling costs the examples more than it gains: coverage.sql took 275 ms with it, 93 without.
    "SET LOCAL lock_timeout = '2s'; SET LOCAL idle_in_transaction_session_timeout = '10s'; SET LOCAL search_path = pg_catalog; SET LOCAL jit = off",
  );
  const bound = await boundObjects(session, ["onet", "app"]);
  const unlogged = await unloggedTables(session, incomingSchema(action));
  await renameSchemas(session, incomingSchema(action));
  await session.step("renamed");
  const views = await buildViews(session, sql.views);
  await grantToReaders(session);
  const broken =
    how === "prove" ? await proveQueries(session, sql) : await parseQueries(session, sql.queries);
  const failed = how === "prove" && notebooks ? await notebooks.prove(session) : [];
  await session.step("built");
  return [...unlogged, ...bound, ...views, ...broken, ...failed];
}

/** An UNLOGGED table would be emptied by the next crash. */
async function unloggedTables(session: Session, schema: string): Promise<Problem[]> {
  const { rows } = await session.client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' AND relpersistence <> 'p'",
    [schema],
  );
  return rows.map(({ name }) => ({
    name: `onet.${name}`,
    message: `table ${name} is UNLOGGED: a crash would empty it`,
  }));
}

async function swapWithRetry(
  session: Session,
  options: SwapOptions,
  proof: Proof,
  swapId: string,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await swapOnce(session, options, proof, swapId);
    } catch (error) {
      await session.client.query("ROLLBACK").catch(() => {});
      const state = sqlState(error);
      if ((state !== "55P03" && state !== "40P01" && state !== "40001") || attempt === MOST_ATTEMPTS)
        throw await resolveCommit(session, error, proof.plan, swapId);
      await sleep(20 * attempt + Math.random() * 50);
    }
  }
}

/** The swap's transaction: release, views and annotations change together, or nothing does. */
async function swapOnce(
  session: Session,
  options: SwapOptions,
  { plan, problems: proven }: Proof,
  swapId: string,
): Promise<void> {
  const { client } = session;
  await session.step("swap");
  await client.query("BEGIN");
  const problems = await putInPlace(session, options, "parse");
  const broken = problems.filter(({ name }) => !options.accept.includes(name));
  if (broken.length) throw new Refusal(plan, broken, 0);
  const live = (await exists(session, "onet_old")) ? "onet_old" : undefined;
  const fates = await decideFates(session, {
    ...(await fateOptions(session, options)),
    incoming: "onet",
    live,
  });
  const refused = refusedFates(fates, options.policy);
  if (refused.length) throw new Refusal(plan, [], refused.length);
  const { incoming } = plan;
  const accepted = proven.map(({ name }) => name);
  for (const { name } of problems) if (!accepted.includes(name)) accepted.push(name);
  await client.query(
    `INSERT INTO public.release_log (swap_id, action, load_id, release, label, source, sha256, synthetic, replaced, rows, annotations, accepted)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      swapId,
      options.action,
      incoming.load_id,
      incoming.release,
      incoming.label,
      incoming.source,
      incoming.sha256,
      incoming.synthetic,
      plan.live?.release ?? null,
      JSON.stringify(incoming.rows),
      JSON.stringify(countFates(fates)),
      accepted,
    ],
  );
  await moveAnnotations(session, fates, swapId);
  await session.step("moved");
  await client.query("SELECT pg_notify('onetbook_release', $1)", [incoming.release]);
  await session.step("logged");
  await client.query("COMMIT");
  plan.annotations = fates;
}

/** Codes of PostgreSQL and of the socket; pg has only words for a connection that ended under a query. */
function isConnectionLoss(error: unknown): boolean {
  return (
    /^(08|57P0|ECONNRESET|EPIPE)/.test(sqlState(error) ?? "") ||
    /^Connection terminated/.test((error as Error).message)
  );
}

/** A connection lost around COMMIT leaves it open whether it happened: the release log knows. */
async function resolveCommit(session: Session, error: unknown, plan: Plan, swapId: string): Promise<unknown> {
  if (!isConnectionLoss(error)) return error;
  const client = await connectOwner(session.ownerUrl, "onetbook loader").catch(() => undefined);
  if (!client)
    return new LoadError(
      "the connection was lost during the swap and the server can't be reached; run npm run onet -- status when it is back: the log says which release is live",
      { cause: error },
    );
  try {
    const { rowCount } = await client.query("SELECT FROM public.release_log WHERE swap_id = $1", [swapId]);
    const outcome = rowCount
      ? `release ${plan.incoming.release} is live; any loader command finishes what is left`
      : "nothing was changed; run it again";
    return new LoadError(`the connection was lost during the swap: ${outcome}`, { cause: error });
  } finally {
    await client.end();
  }
}

/** After the commit: proves the keys, heals half-stale cached plans, and drops the release before the previous one. */
async function settle(session: Session, swapId: string): Promise<void> {
  const { client } = session;
  try {
    await validateKeys(session, "onet");
  } catch (error) {
    throw new LoadError(
      `the release is live, but an annotation was forgotten by the swap, please report this: ${(error as Error).message} ${(error as { detail?: string }).detail ?? ""}`,
      { cause: error },
    );
  }
  await client.query("UPDATE public.release_log SET validated_at = clock_timestamp() WHERE swap_id = $1", [
    swapId,
  ]);
  await session.step("validated");
  // A statement analysed half-way through the commit keeps a mixed plan until the schema's catalogue row changes again.
  await sleep(50);
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [READERS]);
  await client.query(`GRANT USAGE ON SCHEMA onet TO ${rowCount ? READERS : "CURRENT_USER"}`);
  try {
    await dropGone(session);
  } catch (error) {
    await session.report({ type: "warning", message: (error as Error).message });
  }
  await session.step("done");
}
