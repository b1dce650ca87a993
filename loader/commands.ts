import { createInterface } from "node:readline/promises";
import { readCrosswalk } from "./crosswalk.ts";
import { addDemonstrationAnnotations, removeDemonstrationAnnotations } from "./demonstration/annotations.ts";
import { withDemonstration } from "./demonstration-source.ts";
import { LoadError } from "./errors.ts";
import type { RetiredPolicy } from "./fates.ts";
import { readProjectSql } from "./incoming.ts";
import { loadRelease } from "./load-release.ts";
import type { Output } from "./output.ts";
import { planText } from "./plan-text.ts";
import { withNotebooks } from "./prove-notebooks.ts";
import { prunePrevious } from "./prune.ts";
import { recover } from "./recover.ts";
import { identifyRelease, type ReleaseIdentity } from "./release.ts";
import { openSession, type Session } from "./session.ts";
import { openSource, type ReleaseSource } from "./source.ts";
import { dropStaged, isStaged, stage } from "./stage.ts";
import { status } from "./status.ts";
import { check, prove, Refusal, requireIncoming, type SwapOptions, type SwapResult, swap } from "./swap.ts";

export interface Flags {
  json: boolean;
  yes: boolean;
  "allow-missing": boolean;
  accept: string[];
  retired?: string | undefined;
  crosswalk?: string | undefined;
  wait: string;
}

interface Call {
  ownerUrl: string;
  source: string;
  flags: Flags;
  output: Output;
}

/** What a verb leaves: its exit code and whatever it has to show, as data. */
export interface Result {
  exitCode: 0 | 1 | 2;
  [field: string]: unknown;
}

interface Command {
  arguments: number;
  run(call: Call): Promise<Result>;
}

/** The verbs of the command line, by name. */
export const commands: Readonly<Record<string, Command>> = {
  load: { arguments: 1, run: load },
  stage: { arguments: 1, run: (call) => withSession(call, (session) => stageSource(session, call)) },
  plan: { arguments: 0, run: showPlan },
  check: { arguments: 0, run: checkStaged },
  swap: { arguments: 0, run: (call) => swapOver(call, "load") },
  revert: { arguments: 0, run: (call) => swapOver(call, "revert") },
  status: { arguments: 0, run: async ({ ownerUrl }) => ({ exitCode: 0, status: await status(ownerUrl) }) },
  prune: { arguments: 0, run: prune },
  "remove-demonstration": { arguments: 0, run: removeDemonstration },
};

async function withSession(call: Call, work: (session: Session) => Promise<Result>): Promise<Result> {
  const session = await openSession(call.ownerUrl, call.output.report);
  try {
    await recover(session);
    return await work(session);
  } finally {
    await session.close();
  }
}

async function load(call: Call): Promise<Result> {
  // First, so that a wrong option or an unreadable crosswalk is told before anything is loaded.
  const options = await swapOptions(call, "load");
  const allowMissing = call.flags["allow-missing"];
  return withSession(call, async (session) => {
    const result = await withSource(session, call, (source, identity) =>
      withNotebooks(session, options.sql, (notebooks) =>
        toResult(call, loadRelease(session, source, identity, { allowMissing }, { ...options, notebooks })),
      ),
    );
    if (result.exitCode === 0 && call.source === "demonstration") await addDemonstrationAnnotations(session);
    return result;
  });
}

async function stageSource(session: Session, call: Call): Promise<Result> {
  return withSource(session, call, async (source, identity) => {
    await stage(session, source, identity, { allowMissing: call.flags["allow-missing"] });
    return { exitCode: 0, release: identity.release };
  });
}

async function withSource(
  session: Session,
  { source: named, output }: Call,
  work: (source: ReleaseSource, identity: ReleaseIdentity) => Promise<Result>,
): Promise<Result> {
  await session.step("open", named);
  return withDemonstration(named, async (location) => {
    const source = await openSource(location, { report: (event) => void output.report(event) });
    try {
      return await work({ ...source, label: named }, await identifyRelease(source));
    } finally {
      await source.close();
    }
  });
}

async function swapOver(call: Call, action: SwapOptions["action"]): Promise<Result> {
  const options = await swapOptions(call, action);
  return withSession(call, (session) =>
    withNotebooks(session, options.sql, (notebooks) =>
      toResult(call, swap(session, { ...options, notebooks })),
    ),
  );
}

async function toResult({ output }: Call, swapping: Promise<SwapResult>): Promise<Result> {
  try {
    const { swapped, plan, accepted } = await swapping;
    return swapped
      ? { exitCode: 0, live: plan.incoming.release, plan, accepted }
      : {
          exitCode: 2,
          live: plan.live?.release ?? null,
          plan,
          message: "not put live; it stays staged: npm run onet -- swap",
        };
  } catch (error) {
    if (error instanceof Refusal) output.say(planText(error.plan));
    throw error;
  }
}

/** Going back must not wait for a decision: a revert keeps what the old release lacks for review, and moves back what had moved. */
async function swapOptions({ flags, output }: Call, action: SwapOptions["action"]): Promise<SwapOptions> {
  const waitSeconds = Number(flags.wait);
  if (!(waitSeconds >= 0))
    throw new LoadError(`--wait ${flags.wait}: give a number of seconds`, { exitCode: 2 });
  return {
    action,
    crosswalk: flags.crosswalk ? await readCrosswalk(flags.crosswalk) : new Map(),
    policy: policyOf(flags.retired ?? (action === "revert" ? "follow,keep" : "")),
    accept: flags.accept.flatMap((names) => [names, ...names.split(",")]),
    sql: await readProjectSql(),
    waitSeconds,
    async confirm(plan) {
      output.say(planText(plan));
      const { incoming, live } = plan;
      return (
        flags.yes || ask(`Put release ${incoming.release} live${live ? ` in place of ${live.release}` : ""}?`)
      );
    },
  };
}

function policyOf(text: string): RetiredPolicy {
  return text
    .split(",")
    .filter(Boolean)
    .map((word) => {
      if (word !== "follow" && word !== "keep")
        throw new LoadError(`--retired ${text}: say follow, keep or follow,keep`, { exitCode: 2 });
      return word;
    });
}

async function showPlan(call: Call): Promise<Result> {
  return withSession(call, async (session) => {
    const options = await swapOptions(call, "load");
    await requireIncoming(session, "load");
    try {
      const { plan, problems } = await withNotebooks(session, options.sql, (notebooks) =>
        prove(session, { ...options, notebooks }),
      );
      call.output.say(planText(plan));
      return { exitCode: 0, plan, accepted: problems };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      call.output.say(planText(error.plan));
      return { exitCode: 2, plan: error.plan, problems: error.problems, message: error.message };
    }
  });
}

async function checkStaged(call: Call): Promise<Result> {
  return withSession(call, async (session) => {
    const options = await swapOptions(call, "load");
    await requireIncoming(session, "load");
    const found = await withNotebooks(session, options.sql, (notebooks) =>
      check(session, { ...options, notebooks }),
    );
    const problems = found.filter(({ name }) => !options.accept.includes(name));
    return {
      exitCode: problems.length ? 2 : 0,
      problems,
      message:
        problems.map(({ message }) => message).join("\n") ||
        "every view, query and notebook works on the staged release",
    };
  });
}

async function prune(call: Call): Promise<Result> {
  return withSession(call, async (session) => {
    const staged = await isStaged(session);
    if (staged) await dropStaged(session);
    const previous = await prunePrevious(session);
    const dropped = [staged && "the staged release", previous && "the previous release"].filter(Boolean);
    return {
      exitCode: 0,
      dropped,
      message: dropped.length ? `dropped ${dropped.join(" and ")}` : "nothing to drop",
    };
  });
}

async function removeDemonstration(call: Call): Promise<Result> {
  return withSession(call, async (session) => {
    const removed = await removeDemonstrationAnnotations(session);
    const counts = Object.entries(removed).filter(([, count]) => count > 0);
    const listed = counts.map(([table, count]) => `${count} of ${table}`).join(", ");
    return { exitCode: 0, removed, message: listed ? `removed ${listed}` : "nothing of it is left" };
  });
}

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new LoadError(
      `${question} Nobody is there to answer: add --yes, or put it live later with: npm run onet -- swap --yes`,
      { exitCode: 2 },
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
