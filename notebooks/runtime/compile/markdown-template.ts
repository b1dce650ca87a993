import type MagicString from "magic-string";
import type { ESTree } from "vite";
import { placeOf } from "../markdown-place.ts";
import { children } from "./declarations.ts";
import { toHtml } from "./markdown.ts";
import type { Source } from "./source.ts";

/**
 * Renders the prose of every md`…` at build, so that no browser needs a markdown library: md`a **${b}**` becomes
 * md("<p>a <strong>MDVALUE0X</strong></p>", b). Notebooks, and modules below them, import `md` under that name.
 */
export function compileTemplates(source: Source, text: MagicString, node: ESTree.Node): void {
  if (node.type === "TaggedTemplateExpression" && node.tag.type === "Identifier" && node.tag.name === "md")
    compileTemplate(source, text, node);
  for (const child of children(node)) compileTemplates(source, text, child);
}

function compileTemplate(source: Source, text: MagicString, node: ESTree.TaggedTemplateExpression): void {
  const { quasis, expressions } = node.quasi;
  const prose = quasis.map(({ value, start }, index) => {
    if (value.cooked === null)
      source.fail(start, "this text has an escape sequence that JavaScript does not know");
    return index < expressions.length ? value.cooked + placeOf(index) : value.cooked;
  });
  const head = `md(${JSON.stringify(toHtml(dedent(prose.join(""))).trim())}`;
  text.update(node.start, expressions[0]?.start ?? node.end, expressions[0] ? `${head}, (` : `${head})`);
  expressions.forEach((expression, index) => {
    const next = expressions[index + 1];
    text.update(expression.end, next?.start ?? node.end, next ? "), (" : "))");
  });
}

/** Without the indentation that all lines but the first share: in markdown it would mean code. */
function dedent(text: string): string {
  const [first, ...rest] = text.split("\n");
  const indents = rest.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)![0].length);
  const shared = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return [first!.trimStart(), ...rest.map((line) => line.slice(shared))].join("\n");
}
