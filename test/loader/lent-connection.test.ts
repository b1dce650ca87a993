import { expect, test } from "vitest";
import { LentConnection } from "../../loader/lent-connection.ts";
import { Database } from "../../sql/client.ts";
import type { ToNotebooks } from "../../sql/gate-messages.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { asLoader } from "./drive.ts";

const server = await testPostgres(18);
const database = await freshDatabase(server);
await prepareDatabase(database);

/** What these statements are answered, one after the other, inside a transaction that has made table public.staged. */
function asked(texts: string[], how: "run" | "describe" = "run"): Promise<ToNotebooks[]> {
  return asLoader(database, async (session) => {
    await session.client.query(
      "BEGIN; CREATE TABLE public.staged AS SELECT 1.50 AS rating, DATE '2026-01-31' AS day",
    );
    await session.client.query("GRANT SELECT ON public.staged TO PUBLIC");
    const lent = new LentConnection(session);
    const answers = await lent.lend(() =>
      Promise.all(texts.map((text, id) => lent.answer({ type: "statement", id, how, text, values: [] }))),
    );
    const { rows } = await session.client.query(
      "SELECT current_user = session_user AS owner FROM public.staged",
    );
    expect(rows).toEqual([{ owner: true }]);
    await session.client.query("ROLLBACK");
    return answers;
  });
}

test("a statement runs inside the transaction as a reader, and its values are PostgreSQL's texts", async () => {
  const [answer] = await asked(["SELECT current_user AS who, rating, day FROM public.staged"]);
  expect(answer).toMatchObject({
    type: "answer",
    answer: {
      rows: [{ who: "onetbook_select", rating: "1.50", day: "2026-01-31" }],
      columns: [{ name: "who" }, { name: "rating", type: 1700 }, { name: "day", type: 1082 }],
    },
  });
});

test("a statement that fails is answered with PostgreSQL's error, and the next one works", async () => {
  expect(await asked(["SELECT 1/0", "SELECT 2 AS two"])).toMatchObject([
    { type: "error", id: 0, message: "division by zero", code: "22012" },
    { type: "answer", id: 1, answer: { rows: [{ two: "2" }] } },
  ]);
});

test("nothing but one SELECT is run: nobody ends or changes the transaction from outside", async () => {
  const texts = [
    "COMMIT",
    "-- SELECT\nROLLBACK",
    "SELECT 1; COMMIT",
    "WITH made AS (INSERT INTO public.staged VALUES (2) RETURNING 1) SELECT * FROM made",
  ];
  const answers = await asked(texts);
  expect(answers.map((answer) => (answer.type === "error" ? answer.message : "done"))).toEqual([
    "no SELECT: COMMIT",
    "no SELECT: -- SELECT\nROLLBACK",
    "cannot insert multiple commands into a prepared statement",
    expect.stringMatching(/permission denied|read-only transaction/),
  ]);
  expect(await psql(database, "SELECT to_regclass('public.staged') AS staged")).toEqual([{ staged: null }]);
});

test("a statement is described as the server's pool describes it", async () => {
  const text =
    "SELECT relname, count(*) AS many FROM pg_class WHERE relname = $1 AND oid = ANY ($2) GROUP BY 1";
  const db = new Database(database, { applicationName: "onetbook test" });
  const described = await db.describe(text);
  await db.end();
  expect(await asked([text, "SELECT nothing"], "describe")).toMatchObject([
    { type: "answer", answer: described },
    { type: "error", message: 'column "nothing" does not exist' },
  ]);
});
