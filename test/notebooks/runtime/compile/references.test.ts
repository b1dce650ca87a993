import { parseSync } from "vite";
import { expect, test } from "vitest";
import { freeReferences } from "../../../../notebooks/runtime/compile/references.ts";

/** Free names in their order; those that are assigned with a "=" behind. */
function free(code: string): string[] {
  const { program, errors } = parseSync("a.ts", code, { lang: "ts", sourceType: "module" });
  if (errors[0]) throw new Error(errors[0].message);
  const names = freeReferences(program.body).map(({ name, isWrite }) => (isWrite ? `${name}=` : name));
  return [...new Set(names)];
}

test.each([
  ["a.b[c].d(e)", ["a", "c", "e"]],
  ["({ a, b: c, [d]: 1, e() { return f; }, get g() { return h; } })", ["a", "c", "d", "f", "h"]],
  ["const { a = b, [c]: d, ...e } = f; a; d; e;", ["b", "c", "f"]],
  [
    "a = b; c += 1; d++; e.f = 1; [g, h.i] = j; ({ k, l: m = n, ...o } = p);",
    ["a=", "b", "c=", "d=", "e", "g=", "h", "j", "k=", "m=", "n", "o=", "p"],
  ],
  ["(a as number) = 1; b! = 2; (c) = 3;", ["a=", "b=", "c="]],
  ["function f(a, b = a, { c } = d, ...e) { return [a, b, c, e, f, g]; }", ["d", "g"]],
  ["const f = function g() { return g; }; g;", ["g"]],
  ["const f = (a = x) => { var x; return x; };", ["x"]],
  ["const f = () => { if (1) { var a = 1; } return a; };", []],
  ["{ let a; function b() {} class C {} } a; b; C;", ["a", "b", "C"]],
  ["{ var a; } a;", []],
  ["for (let i = 0; i < n; i++) i; i;", ["n", "i"]],
  ["for (const a of b) a; for (c in d); for (const { e = f } of g) e;", ["b", "c=", "d", "f", "g"]],
  ["for await (const a of b) a;", ["b"]],
  ["try { a; } catch ({ message, b = c }) { message; b; } finally { d; }", ["a", "c", "d"]],
  ["try {} catch { a; }", ["a"]],
  ["switch (a) { case b: let c; default: c; } c;", ["a", "b", "c"]],
  ["a: for (;;) { break a; }", []],
  [
    "class A extends B { static x = C; [d] = e; #p = 1; static { var f; f; g; } m(h) { return this.#p + h; } }",
    ["B", "C", "d", "e", "g"],
  ],
  ["const A = class B { m() { return B; } }; B;", ["B"]],
  ["@a class B { @c d = 1; constructor(private e = f) {} }", ["a", "c", "f"]],
  ["function f() { new.target; } import.meta.url; import(a);", ["a"]],
  ["`$" + "{a} $" + "{b`c$" + "{d}`}`", ["a", "b", "d"]],
  ["const a: B<typeof c> = d as E; f<G>(h satisfies I); <J>k; l!; m<N>;", ["d", "f", "h", "k", "l", "m"]],
  ["type A = B; interface C extends D {} declare const e: F; function g(a: H): asserts a is I;", []],
  ["function f(this: A, b?: B): C { return this; }", []],
  ["class A<T> extends B<T> implements C { declare d: E; abstract?: F; [k: string]: G; }", ["B"]],
  ["enum E { A = a, B = A }", ["a"]],
  ["const f = async function* () { yield* a; await b; };", ["a", "b"]],
  ["a?.b?.[c]?.(d); delete e.f; typeof g; void h;", ["a", "c", "d", "e", "g", "h"]],
  ["using a = b; a;", ["b"]],
])("%s", (code, names) => {
  expect(free(code)).toEqual(names);
});
