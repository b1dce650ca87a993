import {
  category,
  categoryDescription,
  date,
  elementId,
  flag,
  idColumns,
  notRelevant,
  number,
  ownElement,
  ownOccupation,
  ownScale,
  ownTask,
  ratedCategory,
  source,
  statistics,
  text,
  value,
} from "./official-columns.ts";
import type { OfficialColumn, OfficialTable } from "./official-schema.ts";
import { table } from "./official-table.ts";

const { occupation, relatedOccupation, element, scale, task } = idColumns("old");
const old = (file: string, columns: OfficialColumn[], keys: Parameters<typeof table>[3] = {}) =>
  table("old", file, columns, keys);

const rating = [occupation, element, scale, value];
const categoryRating = [occupation, element, scale, ratedCategory, value];
const commodity = number("Commodity Code", 8, 0, { nameHeader: "Commodity Title" });
const elementCategory = ["element_id", "scale_id", "category"];
const perElement = {
  naturalKey: ["onetsoc_code", "element_id", "scale_id"],
  indexes: [["element_id", "scale_id"]],
};

function linkage(left: string, right: string, since?: string): OfficialTable {
  const columns = [elementId(`${left} Element ID`), elementId(`${right} Element ID`)];
  const naturalKey = columns.map(({ column }) => column);
  return old(`${left} to ${right}`, columns, { naturalKey, ...(since ? { since } : {}) });
}

/** The 40 tables of releases up to 30.2, in O*NET's own load order, which satisfies the foreign keys. */
export const oldTables: readonly OfficialTable[] = [
  old("Content Model Reference", [ownElement, text("Element Name", 150), text("Description", 1500)], {
    primaryKey: ["element_id"],
  }),
  old(
    "Job Zone Reference",
    [
      number("Job Zone", 1),
      text("Name", 50),
      text("Experience", 300),
      text("Education", 500),
      text("Job Training", 300),
      text("Examples", 500),
      text("SVP Range", 25),
    ],
    { primaryKey: ["job_zone"] },
  ),
  old("Occupation Data", [ownOccupation, text("Title", 150), text("Description", 1000)], {
    primaryKey: ["onetsoc_code"],
  }),
  old("Scales Reference", [ownScale, text("Scale Name", 50), number("Minimum", 1), number("Maximum", 3)], {
    primaryKey: ["scale_id"],
  }),
  old("Education, Training, and Experience Categories", [element, scale, category, categoryDescription], {
    primaryKey: elementCategory,
  }),
  old("Level Scale Anchors", [element, scale, number("Anchor Value", 3), text("Anchor Description", 1000)], {
    naturalKey: ["element_id", "scale_id", "anchor_value"],
  }),
  old(
    "Occupation Level Metadata",
    [
      occupation,
      text("Item", 150),
      text("Response", 75, { nullable: true }),
      number("N", 4, 0, { nullable: true, comment: "Number of respondents." }),
      number("Percent", 4, 1, { nullable: true }),
      date,
    ],
    { naturalKey: ["onetsoc_code", "item", "response"] },
  ),
  // Four characters before 29.2.
  old("Survey Booklet Locations", [element, text("Survey Item Number", 5), scale]),
  old("Task Categories", [scale, category, categoryDescription], { primaryKey: ["scale_id", "category"] }),
  old("Work Context Categories", [element, scale, category, categoryDescription], {
    primaryKey: elementCategory,
  }),
  old("Abilities", [...rating, ...statistics(), notRelevant, ...source], perElement),
  old("Education, Training, and Experience", [...categoryRating, ...statistics(), ...source], {
    naturalKey: ["onetsoc_code", ...elementCategory],
    categories: "ete_categories",
  }),
  old("Interests", [...rating, ...source], perElement),
  old("Job Zones", [occupation, number("Job Zone", 1), ...source], { naturalKey: ["onetsoc_code"] }),
  old("Knowledge", [...rating, ...statistics(), notRelevant, ...source], perElement),
  old("Skills", [...rating, ...statistics(), notRelevant, ...source], perElement),
  old(
    "Task Statements",
    [
      occupation,
      ownTask,
      text("Task", 1000),
      text("Task Type", 12, { nullable: true }),
      number("Incumbents Responding", 4, 0, { nullable: true }),
      ...source,
    ],
    { primaryKey: ["task_id"], indexes: [["onetsoc_code"]] },
  ),
  old("Task Ratings", [occupation, task, scale, ratedCategory, value, ...statistics(), ...source], {
    naturalKey: ["task_id", "scale_id", "category"],
    indexes: [["onetsoc_code"]],
    categories: "task_categories",
  }),
  old("Work Activities", [...rating, ...statistics(), notRelevant, ...source], perElement),
  old("Work Context", [...categoryRating, ...statistics(), notRelevant, ...source], {
    naturalKey: ["onetsoc_code", ...elementCategory],
    indexes: [["element_id", "scale_id"]],
    categories: "work_context_categories",
  }),
  old("Work Styles", [...rating, ...statistics({ until: "30.0" }), ...source], perElement),
  old("Work Values", [...rating, ...source], { ...perElement, until: "30.1" }),
  old("IWA Reference", [ownElement, text("IWA ID", 20), text("IWA Title", 150)], { primaryKey: ["iwa_id"] }),
  old("DWA Reference", [ownElement, text("IWA ID", 20), text("DWA ID", 20), text("DWA Title", 150)], {
    primaryKey: ["dwa_id"],
  }),
  old("Tasks to DWAs", [occupation, task, text("DWA ID", 20), ...source], {
    naturalKey: ["task_id", "dwa_id"],
    indexes: [["dwa_id"], ["onetsoc_code"]],
  }),
  old(
    "Emerging Tasks",
    [
      occupation,
      text("Task", 1000),
      text("Category", 8, { comment: "New or Revision." }),
      number("Original Task ID", 8, 0, { nullable: true, nameHeader: "Original Task" }),
      number("Write-in Total", 4, 0, { nullable: true, until: "28.3" }),
      ...source,
    ],
    { indexes: [["onetsoc_code"]] },
  ),
  old(
    "Related Occupations",
    [occupation, relatedOccupation, text("Relatedness Tier", 50), number("Index", 3)],
    {
      naturalKey: ["onetsoc_code", "related_onetsoc_code"],
      indexes: [["related_onetsoc_code"]],
    },
  ),
  old(
    "UNSPSC Reference",
    ["Commodity", "Class", "Family", "Segment"].flatMap((level) => [
      number(`${level} Code`, 8),
      text(`${level} Title`, 150),
    ]),
    { primaryKey: ["commodity_code"], until: "30.0" },
  ),
  old(
    "Alternate Titles",
    [
      occupation,
      text("Alternate Title", 250),
      text("Short Title", 150, { nullable: true }),
      text("Source(s)", 50),
    ],
    // Not unique: 29.x lists two titles of 21-1014.00 twice, with different short titles.
    { indexes: [["onetsoc_code"]] },
  ),
  old(
    "Sample of Reported Titles",
    [occupation, text("Reported Job Title", 150), flag("Shown in My Next Move")],
    { indexes: [["onetsoc_code"]] },
  ),
  old(
    "Technology Skills",
    [
      occupation,
      text("Example", 150),
      commodity,
      flag("Hot Technology"),
      flag("In Demand", { since: "27.1" }),
    ],
    { naturalKey: ["onetsoc_code", "example", "commodity_code"], indexes: [["commodity_code"]] },
  ),
  old("Tools Used", [occupation, text("Example", 150), commodity], {
    naturalKey: ["onetsoc_code", "example", "commodity_code"],
    indexes: [["commodity_code"]],
    until: "30.0",
  }),
  linkage("Abilities", "Work Activities"),
  linkage("Abilities", "Work Context"),
  linkage("Skills", "Work Activities"),
  linkage("Skills", "Work Context"),
  old("RIASEC Keywords", [element, text("Keyword", 150), text("Keyword Type", 20)], { since: "27.2" }),
  linkage("Basic Interests", "RIASEC", "27.2"),
  old("Interests Illustrative Activities", [element, text("Interest Type", 20), text("Activity", 150)], {
    since: "27.2",
  }),
  old("Interests Illustrative Occupations", [element, text("Interest Type", 20), occupation], {
    since: "27.2",
  }),
];
