import fc from "fast-check";
import { transformWithOxc } from "vite";
import { expect, test } from "vitest";
import { runAll, toJavaScript } from "./evaluate.ts";

/** Statements that give `n<i>` a number, some from the name before it; each is also a valid end of a cell. */
const STATEMENTS: ((i: number, before: string) => string)[] = [
  (i, before) => `const n${i} = ${before} + 1`,
  (i, before) => `let n${i}: number = ${before} * 2; n${i} += 1;`,
  (i) => `if (true) { var n${i} = ${i} }`,
  (i) => `for (var n${i} = 0; n${i} < 3; n${i}++) {}`,
  (i, before) =>
    `function n${i}f(a: number = ${before}): number { const b = a; return b; }\nconst n${i} = n${i}f()`,
  (i, before) => `const { n${i}, ...rest${i} } = { n${i}: ${before} as number, b: 2 } satisfies object`,
  (i, before) => `const [n${i} = ${before}] = [] as number[]`,
  (i, before) => `class C${i} { static v = ${before}; }\nconst n${i} = C${i}.v`,
  (i, before) => `const n${i} = await Promise.resolve(${before}!) // waits`,
  (i, before) => `const n${i} = (() => { let ${before === "0" ? "x" : before} = 5; return 7 })()`,
  (i) => `const n${i} = \`\n// %% no cell\n\`.length;`,
  (i, before) => `type T${i} = { a: typeof ${before === "0" ? "globalThis" : before} }\nconst n${i} = ${i}`,
  (i, before) => `try { throw ${before} } catch (e) { var n${i} = e as number }`,
  (i, before) => `switch (${before}) { default: var n${i} = 1 }`,
];
const ENDS = [
  "",
  ";",
  "\n",
  " // end",
  "\n/* end */",
  "\nexport type Z# = 1",
  '\nimport { md as _#x } from "./m.ts"',
  "\n;(1, 2)",
  "\n;[1].map(String)",
];
const MARKERS = ["", "", "// %%\n", "// %% A title\n", "// %% [markdown]\n// prose\n// %%\n"];

const notebook = fc
  .array(
    fc.record({
      statement: fc.nat(STATEMENTS.length - 1),
      end: fc.constantFrom(...ENDS),
      marker: fc.constantFrom(...MARKERS),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) =>
    parts
      .map(({ statement, end, marker }, i) => {
        const text = STATEMENTS[statement]!(i, i === 0 ? "0" : `n${i - 1}`);
        return `${marker}${text}${end.replaceAll("#", String(i))}`;
      })
      .join("\n"),
  );

const names = (code: string) => [...new Set([...code.matchAll(/\bn\d+\b/g)].map(([name]) => name))];

/** What the text gives as an ordinary module. */
async function asModule(code: string): Promise<Record<string, unknown>> {
  const script = (await transformWithOxc(`${code}\n;export { ${names(code).join(", ")} };`, "example.ts"))
    .code;
  const stub = "data:text/javascript,export const md = 1;";
  return import(`data:text/javascript,${encodeURIComponent(script.replaceAll('"./m.ts"', `"${stub}"`))}`);
}

test("whatever its cells, a compiled notebook parses without its types, and gives what the plain module gives", async () => {
  await fc.assert(
    fc.asyncProperty(notebook, async (code) => {
      await toJavaScript(code);
      const { values } = await runAll(code);
      const expected = await asModule(code);
      for (const name of names(code)) expect([name, values[name]]).toEqual([name, expected[name]]);
    }),
    { numRuns: 150 },
  );
});
