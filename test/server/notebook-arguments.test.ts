import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findChromium } from "../../server/find-chromium.ts";
import { readArguments } from "../../server/notebook-arguments.ts";
import { hasChromium } from "../chromium.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

function run(...args: string[]) {
  const command = ["--import", "tsx", "server/notebook-cli.ts", ...args];
  return spawnSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
}

test("a notebook to render has a format, a file and a server unless they are named", () => {
  expect(readArguments(["render", "skill-gap"])).toEqual({
    name: "skill-gap",
    params: [],
    format: "html",
    out: "skill-gap.html",
    url: "http://localhost:3000",
  });
  expect(
    readArguments(
      "render a --param x=1 --param y=a=b --format pdf --out /x/y.pdf --url https://a.b/".split(" "),
    ),
  ).toEqual({
    name: "a",
    params: [
      ["x", "1"],
      ["y", "a=b"],
    ],
    format: "pdf",
    out: "/x/y.pdf",
    url: "https://a.b",
  });
});

test.each([
  ["", '"" is no command; there is: render NAME'],
  ["draw a", '"draw" is no command'],
  ["render", "render which notebook?"],
  ["render ../a", '"../a" is no notebook\'s name'],
  ["render a b", 'one notebook at a time: what is "b"?'],
  ["render a --format gif", "--format gif is none of html, pdf, png, ipynb"],
  ["render a --param x", "--param x must look like"],
  ["render a --url localhost", "--url localhost must look like http://localhost:3000"],
  ["render a --colour red", "--colour"],
])("%j is refused", (line, message) => {
  expect(() => readArguments(line.split(" ").filter(Boolean))).toThrow(message);
});

test("wrong usage ends with 2 and help with 0", () => {
  const wrong = run("render");
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining("render which notebook?")]);
  const help = run("--help");
  expect([help.status, help.stdout]).toEqual([0, expect.stringContaining("--format FORMAT")]);
});

test.runIf(hasChromium)("where no server answers it ends with 1 and says how to start one", () => {
  const { status, stderr } = run("render", "skill-gap", "--url", "http://127.0.0.1:1");
  expect([status, stderr]).toEqual([
    1,
    "nothing answers at http://127.0.0.1:1: start Onetbook with npm start, or give its --url\n",
  ]);
});

test("a browser that CHROMIUM names and that is not there is none", () => {
  expect(findChromium("/no/such/chromium")).toBeUndefined();
});
