import { PostgreSQL, sql } from "@codemirror/lang-sql";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import { element } from "./element.ts";
import { columnsOf, meaningsOf, namespaceOf, type SchemaTable } from "./sql-schema.ts";

/** PostgreSQL with the names of these tables: completed, and explained under the pointer. */
export function sqlLanguage(tables: readonly SchemaTable[]): Extension {
  return [
    sql({
      dialect: PostgreSQL,
      schema: namespaceOf(tables),
      defaultSchema: "onet",
      upperCaseKeywords: true,
    }),
    PostgreSQL.language.data.of({ autocomplete: columnsOf(tables) }),
    hoverTooltip(({ state }, pos) => {
      const word = state.wordAt(pos);
      const meanings = word
        ? meaningsOf(state.sliceDoc(word.from, word.to), state.doc.toString(), tables)
        : [];
      if (!word || meanings.length === 0) return null;
      return { pos: word.from, end: word.to, create: () => ({ dom: explain(meanings) }) };
    }),
  ];
}

function explain(meanings: ReturnType<typeof meaningsOf>): HTMLElement {
  const parts = meanings.map(({ title, detail, comment }) =>
    element(
      "div",
      { className: "meaning" },
      element("strong", {}, title),
      element("span", {}, detail),
      element("p", {}, comment),
    ),
  );
  return element("div", {}, ...parts);
}
