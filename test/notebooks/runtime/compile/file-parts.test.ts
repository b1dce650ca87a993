import { expect, test } from "vitest";
import { compileNotebook } from "../../../../notebooks/runtime/compile/compile.ts";
import { cellSources, withoutTags } from "../../../../notebooks/runtime/compile/file-parts.ts";

test("inline code holds no tag that begins or ends a script, and means the same", () => {
  const code = 'return ["</script>", `<SCRIPT>`, /<\\/script/.source, /<script/u.test("<script"), 1 < 2]';
  const safe = withoutTags(code);
  expect(safe).not.toMatch(/<\/?script/i);
  const run = (code: string) => new Function(code)() as unknown[];
  expect(run(safe).toSpliced(2, 1)).toEqual(run(code).toSpliced(2, 1));
});

test("cells are given as they are written, without their markers, and prose without slashes", () => {
  const code =
    'const a = "// %% no";\n  // %% [markdown]\n// # Title\n//\n//   indented\n// %% Chart\n\n// why\nconst b = 1;\n// %%';
  const { cells } = compileNotebook("notebooks/a.ts", code, { runtime: "run" });
  expect(cellSources(code, cells)).toEqual([
    { kind: "code", source: 'const a = "// %% no";' },
    { kind: "markdown", source: "# Title\n\n  indented" },
    { kind: "code", source: "// why\nconst b = 1;" },
    { kind: "code", source: "" },
  ]);
});
