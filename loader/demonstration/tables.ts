import { abilities } from "./abilities.ts";
import { activityTree, contentModel } from "./content-model.ts";
import * as interestRows from "./interest-rows.ts";
import { interestAreas, interestTypes } from "./interests.ts";
import { linkage } from "./linkages.ts";
import * as occupationRows from "./occupation-rows.ts";
import { education, importanceAndLevel, requirementRows, training, workContextRows } from "./ratings.ts";
import * as references from "./references.ts";
import type { Row } from "./row.ts";
import { essentialSkills, knowledge, transferableSkills } from "./skills.ts";
import { analysts } from "./statistics.ts";
import { emergingTasks, taskRatings, taskStatements, tasksToDwas } from "./tasks.ts";
import { workActivities } from "./work-activities.ts";
import { workContext } from "./work-context.ts";
import { workStyles } from "./work-styles.ts";

/** Rows of the demonstration's tables by name, in the order of their columns: names beside ids are not repeated. */
export function demonstrationTables(): Map<string, Row[]> {
  return new Map<string, Row[]>([
    ["content_model_reference", contentModel()],
    ["job_zone_reference", references.jobZones],
    ["occupation_data", occupationRows.occupationData()],
    ["scales_reference", references.scales],
    ["education_categories", references.educationCategories],
    ["training_and_experience_categories", references.trainingCategories],
    ["level_scale_anchors", references.levelScaleAnchors],
    ["occupation_level_metadata", occupationRows.occupationLevelMetadata()],
    ["survey_booklet_locations", references.surveyBooklet],
    ["task_categories", references.taskCategories],
    ["work_context_categories", references.workContextCategories],
    ["abilities", importanceAndLevel(abilities, analysts)],
    ["education", requirementRows(education)],
    ["training_and_experience", requirementRows(training)],
    ["career_interest_types", interestRows.careerInterestTypes()],
    ["specific_interest_areas", interestRows.specificInterestAreas()],
    ["career_interest_type_keywords", interestRows.interestKeywords()],
    ["specific_interest_areas_to_career_interest_types", linkage(interestAreas, interestTypes)],
    ["interests_illustrative_activities", interestRows.illustrativeActivities()],
    ["interests_illustrative_occupations", interestRows.illustrativeOccupations()],
    ["job_zones", occupationRows.jobZoneRows()],
    ["knowledge", importanceAndLevel(knowledge)],
    ["software_skills", occupationRows.softwareSkills()],
    ["essential_skills", importanceAndLevel(essentialSkills, analysts)],
    ["transferable_skills", importanceAndLevel(transferableSkills, analysts)],
    ["task_statements", taskStatements()],
    ["task_ratings", taskRatings()],
    ["work_activities", importanceAndLevel(workActivities)],
    ["work_context", workContextRows()],
    ["work_styles", interestRows.workStyleRows()],
    ["gwas_to_iwas", activityTree.map(({ gwa, iwa }) => [gwa, iwa.id, iwa.name])],
    [
      "gwas_to_iwas_to_dwas",
      activityTree.flatMap(({ gwa, iwa, dwas }) => dwas.map(({ id, name }) => [gwa, iwa.id, id, name])),
    ],
    ["tasks_to_dwas", tasksToDwas()],
    ["emerging_tasks", emergingTasks()],
    ["related_occupations", occupationRows.relatedOccupations()],
    ["job_titles", occupationRows.jobTitles()],
    ["sample_of_reported_titles", occupationRows.reportedTitles()],
    ["abilities_to_work_activities", linkage(abilities, workActivities)],
    ["abilities_to_work_context", linkage(abilities, workContext)],
    ["essential_skills_to_work_activities", linkage(essentialSkills, workActivities)],
    ["essential_skills_to_work_context", linkage(essentialSkills, workContext)],
    ["transferable_skills_to_work_activities", linkage(transferableSkills, workActivities)],
    ["transferable_skills_to_work_context", linkage(transferableSkills, workContext)],
    ["work_styles_to_work_activities", linkage(workStyles, workActivities)],
    ["work_styles_to_work_context", linkage(workStyles, workContext)],
  ]);
}
