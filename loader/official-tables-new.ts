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

const { occupation, relatedOccupation, element, scale, task } = idColumns("new");
const current = (file: string, columns: OfficialColumn[], keys: Parameters<typeof table>[3] = {}) =>
  table("new", file, columns, keys);

const rating = [occupation, element, scale, value];
const categoryRating = [occupation, element, scale, ratedCategory, value];
const elementCategory = ["element_id", "scale_id", "category"];
const perElement = {
  naturalKey: ["onetsoc_code", "element_id", "scale_id"],
  indexes: [["element_id", "scale_id"]],
};

function linkage(left: string, right: string): OfficialTable {
  const columns = [elementId(`${left} Element ID`), elementId(`${right} Element ID`)];
  const naturalKey = columns.map(({ column }) => column);
  return current(`${left} to ${right}`.toLowerCase().replaceAll(" ", "_"), columns, { naturalKey });
}

const gwa = elementId("GWA Element ID");

/** The 45 tables of releases from 30.3 on, in O*NET's own load order, which satisfies the foreign keys. */
export const newTables: readonly OfficialTable[] = [
  // The description is NOT NULL but empty for 2,419 elements of 30.3: those rows hold ''.
  current("content_model_reference", [ownElement, text("Element Name", 150), text("Description", 1500)], {
    primaryKey: ["element_id"],
  }),
  current(
    "job_zone_reference",
    [
      number("Job Zone", 1),
      text("Name", 60),
      text("Experience", 500),
      text("Education", 500),
      text("Job Training", 500),
      text("Examples", 500),
      text("SVP Range", 25),
    ],
    { primaryKey: ["job_zone"] },
  ),
  current("occupation_data", [ownOccupation, text("Title", 150), text("Description", 1000)], {
    primaryKey: ["onetsoc_code"],
  }),
  current(
    "scales_reference",
    [ownScale, text("Scale Name", 50), number("Minimum", 1), number("Maximum", 3)],
    {
      primaryKey: ["scale_id"],
    },
  ),
  current("education_categories", [element, scale, category, categoryDescription], {
    primaryKey: elementCategory,
  }),
  current("training_and_experience_categories", [element, scale, category, categoryDescription], {
    primaryKey: elementCategory,
  }),
  current(
    "level_scale_anchors",
    [element, scale, number("Anchor Value", 3), text("Anchor Description", 1000)],
    { naturalKey: ["element_id", "scale_id", "anchor_value"] },
  ),
  current(
    "occupation_level_metadata",
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
  current("survey_booklet_locations", [element, text("Survey Item Number", 5), scale]),
  current("task_categories", [scale, category, categoryDescription], {
    primaryKey: ["scale_id", "category"],
  }),
  current("work_context_categories", [element, scale, category, categoryDescription], {
    primaryKey: elementCategory,
  }),
  current("abilities", [...rating, ...statistics(), notRelevant, ...source], perElement),
  current("education", [...categoryRating, ...statistics(), ...source], {
    naturalKey: ["onetsoc_code", ...elementCategory],
    categories: "education_categories",
  }),
  current("training_and_experience", [...categoryRating, ...statistics(), ...source], {
    naturalKey: ["onetsoc_code", ...elementCategory],
    categories: "training_and_experience_categories",
  }),
  current("career_interest_types", [...rating, ...source], perElement),
  current("specific_interest_areas", [...rating, ...source], perElement),
  current("career_interest_type_keywords", [element, text("Keyword", 150), text("Keyword Type", 20)]),
  linkage("Specific Interest Areas", "Career Interest Types"),
  current("interests_illustrative_activities", [element, text("Interest Type", 20), text("Activity", 150)]),
  current("interests_illustrative_occupations", [element, text("Interest Type", 20), occupation]),
  current("job_zones", [occupation, number("Job Zone", 1), ...source], { naturalKey: ["onetsoc_code"] }),
  current("knowledge", [...rating, ...statistics(), notRelevant, ...source], perElement),
  current(
    "software_skills",
    [occupation, text("Workplace Example", 150), element, flag("Hot Technology"), flag("In Demand")],
    { naturalKey: ["onetsoc_code", "workplace_example", "element_id"], indexes: [["element_id"]] },
  ),
  current("essential_skills", [...rating, ...statistics(), notRelevant, ...source], perElement),
  current("transferable_skills", [...rating, ...statistics(), notRelevant, ...source], perElement),
  current(
    "task_statements",
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
  current("task_ratings", [occupation, task, scale, ratedCategory, value, ...statistics(), ...source], {
    naturalKey: ["task_id", "scale_id", "category"],
    indexes: [["onetsoc_code"]],
    categories: "task_categories",
  }),
  current("work_activities", [...rating, ...statistics(), notRelevant, ...source], perElement),
  current("work_context", [...categoryRating, ...statistics(), notRelevant, ...source], {
    naturalKey: ["onetsoc_code", ...elementCategory],
    indexes: [["element_id", "scale_id"]],
    categories: "work_context_categories",
  }),
  current("work_styles", [...rating, ...source], perElement),
  current("gwas_to_iwas", [gwa, elementId("IWA Element ID", {}), text("IWA Element Name", 150)], {
    primaryKey: ["iwa_element_id"],
  }),
  current(
    "gwas_to_iwas_to_dwas",
    [gwa, elementId("IWA Element ID"), elementId("DWA Element ID", {}), text("DWA Element Name", 150)],
    { primaryKey: ["dwa_element_id"] },
  ),
  current("tasks_to_dwas", [occupation, task, elementId("DWA Element ID"), ...source], {
    naturalKey: ["task_id", "dwa_element_id"],
    indexes: [["dwa_element_id"], ["onetsoc_code"]],
  }),
  current(
    "emerging_tasks",
    [
      occupation,
      text("Task", 1000),
      text("Category", 8, { comment: "New or Revision." }),
      number("Original Task ID", 8, 0, { nullable: true, nameHeader: "Original Task" }),
      ...source,
    ],
    { indexes: [["onetsoc_code"]] },
  ),
  current(
    "related_occupations",
    [occupation, relatedOccupation, text("Relatedness Tier", 50), number("Index", 3)],
    { naturalKey: ["onetsoc_code", "related_onetsoc_code"], indexes: [["related_onetsoc_code"]] },
  ),
  current(
    "job_titles",
    [occupation, text("Job Title", 250), text("Short Title", 150, { nullable: true }), text("Source(s)", 50)],
    { indexes: [["onetsoc_code"]] },
  ),
  current(
    "sample_of_reported_titles",
    [occupation, text("Reported Job Title", 150), flag("Shown in My Next Move")],
    { indexes: [["onetsoc_code"]] },
  ),
  linkage("Abilities", "Work Activities"),
  linkage("Abilities", "Work Context"),
  linkage("Essential Skills", "Work Activities"),
  linkage("Essential Skills", "Work Context"),
  linkage("Transferable Skills", "Work Activities"),
  linkage("Transferable Skills", "Work Context"),
  linkage("Work Styles", "Work Activities"),
  linkage("Work Styles", "Work Context"),
];
