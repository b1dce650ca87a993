import { expect, test } from "vitest";
import { type LoaderEvent, runLoader } from "../../server/loader-process.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";

const server = await testPostgres(18);

test("events come one by one, the result last", async () => {
  const environment = { ...process.env, DATABASE_URL: await freshDatabase(server) };
  const events: LoaderEvent[] = [];
  const result = await runLoader(["load", "demonstration", "--yes"], {
    environment,
    onEvent: (event) => events.push(event),
  });
  expect(result).toMatchObject({ verb: "load", exitCode: 0 });
  expect(events.map(({ type }) => type)).toContain("table");
  expect(events.at(0)).toMatchObject({ type: "step" });
  expect(events.at(-1)).toMatchObject({ type: "step", step: "annotated" });
});

test("what the loader refuses comes with its exit code and reason", async () => {
  const environment = { ...process.env, DATABASE_URL: await freshDatabase(server) };
  const result = await runLoader(["swap", "--yes"], { environment });
  expect(result.exitCode).not.toBe(0);
  expect(result.message).toMatch(/\w+/);
});

test("a loader that can't work is an error with its last words", async () => {
  const environment = { ...process.env, DATABASE_URL: "mysql://here" };
  await expect(runLoader(["status"], { environment })).rejects.toThrow(
    /exit code 2.*DATABASE_URL: must look like/s,
  );
});

test("an abort ends the loader", async () => {
  const stopped = new AbortController();
  const running = runLoader(["load", "demonstration", "--yes"], {
    environment: { ...process.env, DATABASE_URL: await freshDatabase(server) },
    signal: stopped.signal,
    onEvent: () => stopped.abort(),
  });
  await expect(running).rejects.toThrow("SIGTERM");
});
