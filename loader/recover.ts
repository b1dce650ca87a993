import { moveAnnotations } from "./annotations.ts";
import { contractKeys, declaredKeys, EXTENSION_KEYS, expandKeys, validateKeys } from "./extension-keys.ts";
import { decideFates } from "./fates.ts";
import { dropGone } from "./prune.ts";
import { type Session, transaction } from "./session.ts";
import { dropStaged, isStaged } from "./stage.ts";

/**
 * Repairs what an earlier loader left when it was killed; says what it did. The swap is one transaction, so the live
 * release is always whole: only half-staged schemas, schemas already replaced, and foreign keys can be left over.
 */
export async function recover(session: Session): Promise<void> {
  const did: string[] = [];
  await endOrphanedSessions(session);
  if ((await exists(session, "onet_new")) && !(await isStaged(session))) {
    await dropStaged(session);
    did.push("dropped a half-staged release");
  }
  if (await dropGone(session)) did.push("dropped the release before the previous one");
  did.push(...(await repairKeys(session)));
  if (did.length) await session.step("recover", did.join("; "));
}

/** Connections of a killed loader may still be copying or indexing; only the holder of the lock gets here. */
async function endOrphanedSessions(session: Session): Promise<void> {
  await session.client.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'onetbook loader' AND pid <> pg_backend_pid()`,
  );
}

/** Puts a validated foreign key into the live release on every extension table, and takes away all others. */
export async function repairKeys(session: Session): Promise<string[]> {
  if (!(await exists(session, "onet"))) return [];
  const keys = await declaredKeys(session);
  const live = keys.filter(({ schema }) => schema === "onet");
  const whole =
    live.length === EXTENSION_KEYS.length &&
    live.every(({ validated }) => validated) &&
    live.length === keys.length;
  if (whole) return [];
  await expandKeys(session, "onet", `r${Date.now().toString(36)}`);
  await reviewStrays(session);
  await contractKeys(session, "onet");
  await validateKeys(session, "onet");
  return ["put the foreign keys into the live release back in force"];
}

/**
 * While a swap waited with only the incoming release's key in force, staff may have annotated a code that only that
 * release has. If the swap never came, such a row is kept for review, and comes back with the release.
 */
async function reviewStrays(session: Session): Promise<void> {
  const fates = await decideFates(session, {
    incoming: "onet",
    live: "onet",
    crosswalk: new Map(),
    policy: ["keep"],
    revert: false,
  });
  const strays = fates
    .filter(({ fate }) => fate !== "restore")
    .map((fate) => ({
      ...fate,
      fate: "keep" as const,
      reason: "annotated for a release that did not go live",
    }));
  if (!strays.length) return;
  await transaction(session, () => moveAnnotations(session, strays, null));
  await session.report({
    type: "warning",
    message: `kept for review, since the live release lacks their code: ${strays.map(({ table, onet_key }) => `${table} ${onet_key}`).join(", ")}`,
  });
}

export async function exists(session: Session, schema: string): Promise<boolean> {
  const { rowCount } = await session.client.query("SELECT FROM pg_namespace WHERE nspname = $1", [schema]);
  return rowCount === 1;
}
