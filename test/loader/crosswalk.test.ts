import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readCrosswalk } from "../../loader/crosswalk.ts";
import { LoadError } from "../../loader/errors.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";

const HEADER = "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title";
const PAIRS = [
  "11-1011.00,Chief Executives,11-1011.00,Chief Executives",
  '15-1132.00,"Software Developers, Applications",15-1252.00,Software Developers',
  '15-1133.00,"Software Developers, ""Systems""",15-1252.00,Software Developers',
  "15-1199.01,Quality Assurance Engineers,15-1253.00,Quality Assurance Analysts",
  "15-1199.01,Quality Assurance Engineers,15-1299.09,Project Managers",
];

const folder = mkdtempSync(join(tmpdir(), "onetbook-crosswalk-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function write(text: string): string {
  const path = join(folder, `crosswalk-${++files}.csv`);
  writeFileSync(path, text);
  return path;
}

const expected = new Map([
  ["11-1011.00", ["11-1011.00"]],
  ["15-1132.00", ["15-1252.00"]],
  ["15-1133.00", ["15-1252.00"]],
  ["15-1199.01", ["15-1253.00", "15-1299.09"]],
]);

const crlf = [HEADER, ...PAIRS, ""].join("\r\n");

test.each([
  ["as O*NET publishes it", crlf],
  ["with a byte order mark", `\uFEFF${crlf}`],
  ["with LF, and without the last line end", [HEADER, ...PAIRS].join("\n")],
  ["with blank lines at its end", `${crlf}\r\n\r\n`],
  ["with a pair twice", `${crlf}${PAIRS[4]}\r\n`],
  [
    "with its columns in another order, and more of them",
    [
      "Note,O*NET-SOC 2019 Code,O*NET-SOC 2010 Code",
      ...PAIRS.map((pair) => {
        const codes = pair.match(/\d\d-\d{4}\.\d\d/g)!;
        return `"see, ""there""",${codes[1]},${codes[0]}`;
      }),
    ].join("\r\n"),
  ],
])("a crosswalk %s is read", async (_, text) => {
  expect(await readCrosswalk(write(text))).toEqual(expected);
});

async function refusal(source: string): Promise<LoadError> {
  const error = await readCrosswalk(source).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LoadError);
  return error as LoadError;
}

test.each([
  ["another table", "O*NET-SOC Code,Title\r\n11-1011.00,x\r\n", "O*NET-SOC Code, Title"],
  ["one code column", "O*NET-SOC 2010 Code,Code\r\n11-1011.00,11-1011.00\r\n", "O*NET-SOC 2010 Code, Code"],
  ["nothing", "", ""],
  ["a page", `<!DOCTYPE html>${"<p>".repeat(200)}`, `<!DOCTYPE html>${"<p>".repeat(200)}`.slice(0, 200)],
])("a header of %s is refused with what was found", async (_, text, found) => {
  const path = write(text);
  expect(await refusal(path)).toMatchObject({
    message: `crosswalk ${path}, line 1: expected columns like "O*NET-SOC 2010 Code" and "O*NET-SOC 2019 Code", found: ${found}`,
    ...{ exitCode: 2, file: path, line: 1 },
  });
});

test.each([
  ["a bad code", PAIRS[1]!.replace("15-1132.00", "15-1132"), "O*NET-SOC 2010 Code", "15-1132"],
  ["no successor", PAIRS[1]!.replace("15-1252.00", ""), "O*NET-SOC 2019 Code", ""],
  ["too few fields", "15-1132.00,x", "O*NET-SOC 2019 Code", ""],
])("%s is refused with its line, behind quoted line ends", async (_, pair, column, value) => {
  const broken = '11-1011.00,"Chief\nExecutives\r\n",11-1011.00,Chief Executives';
  const path = write([HEADER, broken, pair, ...PAIRS].join("\r\n"));
  expect(await refusal(path)).toMatchObject({
    message: `crosswalk ${path}, line 5, column "${column}": "${value}" is not a code like 15-1252.00`,
    ...{ exitCode: 2, file: path, line: 5, column, value },
  });
});

test("a file that is not there is said to be so", async () => {
  const path = join(folder, "nowhere.csv");
  expect(await refusal(path)).toMatchObject({
    message: `crosswalk ${path} can't be read: ENOENT: no such file or directory, open '${path}'`,
    exitCode: 2,
  });
});

async function serve(listener: RequestListener): Promise<{ server: Server; port: number }> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer(listener).listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
      return { server, port };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
}

test("an address is fetched; where it does not answer with a crosswalk, the message says what to do", async () => {
  const { server, port } = await serve((request, response) => {
    if (request.url === "/walk.csv?fmt=csv") response.end(crlf);
    else if (request.url === "/cut") {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half", () => response.destroy());
    } else response.writeHead(404).end("not here");
  });
  const base = `http://127.0.0.1:${port}`;
  try {
    expect(await readCrosswalk(`${base}/walk.csv?fmt=csv`)).toEqual(expected);
    expect(await refusal(`${base}/gone.csv`)).toMatchObject({
      message: `crosswalk ${base}/gone.csv: the server answered 404; download it by hand and name the file`,
      exitCode: 1,
    });
    expect((await refusal(`${base}/cut`)).message).toMatch(
      /^crosswalk \S+\/cut: the download failed \(.+\); download it by hand and name the file$/,
    );
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
  expect((await refusal(`${base}/walk.csv`)).message).toBe(
    `crosswalk ${base}/walk.csv: the download failed (connect ECONNREFUSED 127.0.0.1:${port}); download it by hand and name the file`,
  );
});

test.skipIf(withoutRealOnet)("the official crosswalk has every code, and a successor for each", async () => {
  const crosswalk = await readCrosswalk(realOnet("2010_to_2019_crosswalk.csv"));
  const pairs = [...crosswalk].flatMap(([from, to]) => to.map((code) => [from, code]));
  const targets = new Set(pairs.map(([, to]) => to));
  expect([pairs.length, crosswalk.size, targets.size]).toEqual([1_164, 1_110, 1_012]);
  const removed = [...crosswalk].filter(([from]) => !targets.has(from));
  const split = removed.filter(([, to]) => to.length > 1);
  expect([removed.length, split.length]).toEqual([262, 26]);
  expect(Math.max(...[...crosswalk.values()].map((to) => to.length))).toBe(4);
});
