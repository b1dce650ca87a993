import { columnComments } from "./official-comments.ts";
import { columnNameOf } from "./official-names.ts";
import type { OfficialColumn, Vocabulary } from "./official-schema.ts";

type More = Partial<Omit<OfficialColumn, "header" | "column" | "type">>;

function column(header: string, type: string, more: More = {}): OfficialColumn {
  const name = columnNameOf(header);
  const comment = columnComments[name];
  return { header, column: name, type, nullable: false, ...(comment ? { comment } : {}), ...more };
}

export const text = (header: string, length: number, more?: More) =>
  column(header, `character varying(${length})`, more);

export const number = (header: string, precision: number, scale = 0, more?: More) =>
  column(header, `numeric(${precision},${scale})`, more);

/** Y or N. */
export const flag = (header: string, more?: More) => column(header, "character(1)", more);

/** An element id, with the element's name beside it in the file. */
export const elementId = (header: string, more: More = { nameHeader: header.replace(/ID$/, "Name") }) =>
  text(header, 20, more);

export const date = column("Date", "date");

/** When a row was last touched, and who supplied its value. */
export const source = [date, text("Domain Source", 30)];

/** Statistics of a rating; two decimals before 28.2, four since. */
export const statistics = (more: More = {}) => [
  number("N", 4, 0, { nullable: true, ...more }),
  number("Standard Error", 7, 4, { nullable: true, ...more }),
  number("Lower CI Bound", 7, 4, { nullable: true, ...more }),
  number("Upper CI Bound", 7, 4, { nullable: true, ...more }),
  flag("Recommend Suppress", { nullable: true, ...more }),
];

export const notRelevant = flag("Not Relevant", { nullable: true });
export const value = number("Data Value", 5, 2);
/** In category tables, where it is part of the key. */
export const category = number("Category", 3);
/** In ratings: empty beside a mean, set beside the percentage of one category. */
export const ratedCategory = number("Category", 3, 0, { nullable: true });
export const categoryDescription = text("Category Description", 1000);

/** Ids of the kinds whose readable names the files repeat only since 30.3. */
export function idColumns(vocabulary: Vocabulary) {
  const named = (nameHeader: string): More => (vocabulary === "new" ? { nameHeader } : {});
  return {
    occupation: column("O*NET-SOC Code", "character(10)", named("Title")),
    relatedOccupation: column("Related O*NET-SOC Code", "character(10)", named("Related Title")),
    scale: text("Scale ID", 3, named("Scale Name")),
    task: number("Task ID", 8, 0, named("Task")),
    element: elementId("Element ID"),
  };
}

/** An id in the table that defines it: its name has a column of its own there. */
export const ownOccupation = column("O*NET-SOC Code", "character(10)");
export const ownElement = elementId("Element ID", {});
export const ownScale = text("Scale ID", 3);
export const ownTask = number("Task ID", 8);
