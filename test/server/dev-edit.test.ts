import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { NotebookProject, REPOSITORY } from "../notebooks/project.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { parts, readerAt } from "./served.ts";

const NOTEBOOK = `// %% One
import zones from "../sql/queries/job-zones.sql";
const one = zones ? 1 : 0;
// %% Two
one;
`;
const project = new NotebookProject({ "edited.ts": NOTEBOOK, "other.ts": "1;\n", "edited/below.ts": "" });
cpSync(join(REPOSITORY, "tsconfig.json"), join(project.root, "tsconfig.json"));
const url = await project.serveForDevelopment(await freshDatabase(await testPostgres(18)));

const stored = (path = "notebooks/edited.ts") => readFileSync(join(project.root, path), "utf8");
const get = async (name: string) => (await fetch(`${url}/@dev/edit/${name}`)).json();

function put(name: string, body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${url}/@dev/edit/${name}`, { method: "PUT", body, headers: { Origin: url, ...headers } });
}

test("a notebook is read with its cells, and written", async () => {
  const file = await get("edited");
  expect(file).toMatchObject({
    text: NOTEBOOK,
    cells: [
      { title: "One", line: 1 },
      { title: "Two", line: 4 },
    ],
  });
  const text = NOTEBOOK.replace("? 1", "? 2");
  const written = await put("edited", text, { "If-Match": `"${file.hash}"` });
  expect(written.status).toBe(200);
  expect(await written.json()).toEqual(await get("edited"));
  expect(stored()).toBe(text);
  expect(readdirSync(join(project.root, "notebooks")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("a text that replaces another one than the file's is refused with the file's", async () => {
  const { hash } = await get("other");
  project.write("notebooks/other.ts", "2;\n");
  const refused = await put("other", "3;\n", { "If-Match": `"${hash}"` });
  expect(refused.status).toBe(412);
  expect(await refused.json()).toMatchObject({ text: "2;\n", hash: (await get("other")).hash });
  expect(stored("notebooks/other.ts")).toBe("2;\n");
});

test("of two who write at once, one is refused", async () => {
  const { hash } = await get("other");
  const answers = await Promise.all(
    ["4;\n", "5;\n"].map((text) => put("other", text, { "If-Match": `"${hash}"` })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test("who does not say what is replaced writes nothing", async () => {
  const before = stored();
  expect((await put("edited", "", {})).status).toBe(428);
  expect((await put("edited", "", { "If-Match": "*" })).status).toBe(428);
  expect(stored()).toBe(before);
});

test("what does not compile is saved, and the fault told", async () => {
  const { hash, text } = await get("edited");
  const broken = text.replace("const one", "export const one");
  const written = await put("edited", broken, { "If-Match": `W/"${hash}"` });
  expect(await written.json()).toMatchObject({
    text: broken,
    error: { line: 3, column: 1, reason: expect.stringContaining("exports no values") },
  });
  expect(stored()).toBe(broken);
  const again = await get("edited");
  await put("edited", text, { "If-Match": `"${again.hash}"` });
});

test("a query that the notebook imports is read and written, no other", async () => {
  const { text, hash } = await get("edited/queries/job-zones");
  expect(text).toBe(stored("sql/queries/job-zones.sql"));
  await put("edited/queries/job-zones", `${text}-- more\n`, { "If-Match": `"${hash}"` });
  expect(stored("sql/queries/job-zones.sql")).toBe(`${text}-- more\n`);
  expect(await get("edited/queries/occupations")).toEqual({
    error: { message: 'notebooks/edited.ts does not import a query "occupations"' },
  });
  expect((await fetch(`${url}/@dev/edit/other/queries/job-zones`)).status).toBe(404);
});

test.each([
  ["edited.ts"],
  ["nothing"],
  ["runtime"],
  ["edited/below"],
  ["..%2fserver%2fmain"],
  ["%2e%2e/server/main"],
  ["edited%00"],
  ["edited/queries/..%2f..%2fpackage"],
  ["edited/queries/../../package"],
  [""],
])("%s is nothing to be edited", async (name) => {
  const raw = (method: string) =>
    new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const headers = { Origin: url, "If-Match": '"00"' };
      request({ hostname, port, method, headers, path: `/@dev/edit/${name}` }, (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      })
        .on("error", reject)
        .end();
    });
  expect(await raw("GET")).toBe(404);
  expect(await raw("PUT")).toBe(404);
});

test("what is a link, or below one, is neither read nor written", async () => {
  const outside = join(project.root, "outside");
  mkdirSync(outside);
  project.write("outside/secret.sql", "SELECT 'secret'");
  project.write("outside/linked.ts", "0;\n");
  symlinkSync(join(outside, "secret.sql"), join(project.root, "sql/queries/linked.sql"));
  symlinkSync(outside, join(project.root, "sql/queries/below"));
  symlinkSync(join(outside, "linked.ts"), join(project.root, "notebooks/linked.ts"));
  project.write(
    "notebooks/linking.ts",
    `import a from "../sql/queries/linked.sql";\nimport b from "../sql/queries/below/secret.sql";\n`,
  );
  for (const [name, status] of [
    ["linked", 404],
    ["linking/queries/linked", 403],
    ["linking/queries/below/secret", 403],
  ] as const) {
    const answers = [
      await fetch(`${url}/@dev/edit/${name}`),
      await put(name, "changed", { "If-Match": '"00"' }),
    ];
    expect([name, ...answers.map((answer) => answer.status)]).toEqual([name, status, status]);
    expect(await answers[0]!.text()).not.toContain("secret'");
  }
  expect(stored("outside/secret.sql")).toBe("SELECT 'secret'");
  expect(stored("outside/linked.ts")).toBe("0;\n");
});

test("a stale text of a query is refused with the file's", async () => {
  const { hash } = await get("edited/queries/job-zones");
  project.write("sql/queries/job-zones.sql", "SELECT 1 AS theirs");
  const refused = await put("edited/queries/job-zones", "SELECT 2 AS mine", { "If-Match": `"${hash}"` });
  expect(refused.status).toBe(412);
  expect(await refused.json()).toMatchObject({ text: "SELECT 1 AS theirs" });
  expect(stored("sql/queries/job-zones.sql")).toBe("SELECT 1 AS theirs");
});

test.each<Record<string, string>>([
  { Origin: "http://evil.example" },
  { "Sec-Fetch-Site": "cross-site" },
  { "Sec-Fetch-Site": "same-site" },
])("another site's page writes nothing: %o", async (headers) => {
  const { hash } = await get("other");
  const before = stored("notebooks/other.ts");
  const answer = await put("other", "0;\n", { "If-Match": `"${hash}"`, ...headers });
  expect(answer.status).toBe(403);
  expect(stored("notebooks/other.ts")).toBe(before);
});

test("a name that somebody gave this machine's address is refused", async () => {
  const { hostname, port } = new URL(url);
  for (const [host, status] of [
    ["evil.example", 403],
    ["localhost.evil.example:80", 403],
    [`localhost:${port}`, 200],
    ["[::1]:3000", 200],
  ] as const) {
    const got = await new Promise((resolve, reject) => {
      const options = { hostname, port, path: "/@dev/edit/other", headers: { Host: host } };
      request(options, (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect([host, got]).toEqual([host, status]);
  }
});

test("a server that is not for development has none of it", async () => {
  const app = createApp(await parts(readerAt(url)));
  for (const method of ["GET", "PUT"])
    expect(
      (await app.request(`${url}/@dev/edit/edited`, { method, headers: { "Sec-Fetch-Site": "same-origin" } }))
        .status,
    ).toBe(404);
});

test("a place in a text is asked about by this server's pages only, and with both", async () => {
  const ask = async (body: string, headers: object = { Origin: url }) => {
    const init = { method: "POST", body, headers: { ...headers } };
    return (await fetch(`${url}/@dev/edit/edited/suggestions`, init)).status;
  };
  expect(await ask('{"text":"1;","at":2}')).toBe(200);
  expect(await ask('{"text":"1;"}')).toBe(400);
  expect(await ask("no JSON")).toBe(400);
  expect(await ask('{"text":"1;","at":2}', { Origin: "http://evil.example" })).toBe(403);
  expect((await fetch(`${url}/@dev/edit/edited/suggestions`)).status).toBe(405);
});

test("what tsc finds in the notebook is told with its place", async () => {
  const { hash, text } = await get("edited");
  await put("edited", text.replace("one;", "one.nonsense;"), { "If-Match": `"${hash}"` });
  expect(await get("edited/types")).toEqual([
    { line: 5, column: 5, message: expect.stringContaining("'nonsense'") },
  ]);
});
