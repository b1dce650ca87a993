import { abilities } from "./abilities.ts";
import { HIGH_POINTS, interestAreas, interestTypes } from "./interests.ts";
import type { Row } from "./row.ts";
import { essentialSkills, knowledge, transferableSkills } from "./skills.ts";
import { softwareKinds } from "./software.ts";
import { detailedActivities, workActivities } from "./work-activities.ts";
import { workContext, workWeek } from "./work-context.ts";
import { workStyles } from "./work-styles.ts";

/** Elements that nothing is rated on: the groups above the rated ones, and the subjects of other tables. */
const groups = `
1 | Worker Characteristics
1.A | Abilities
1.A.1 | Cognitive Abilities
1.A.1.a | Verbal Abilities
1.A.1.b | Idea Generation and Reasoning Abilities
1.A.1.c | Quantitative Abilities
1.A.1.d | Memory
1.A.1.e | Perceptual Abilities
1.A.1.f | Spatial Abilities
1.A.1.g | Attentiveness
1.A.2 | Psychomotor Abilities
1.A.2.a | Fine Manipulative Abilities
1.A.2.b | Control Movement Abilities
1.A.2.c | Reaction Time and Speed Abilities
1.A.3 | Physical Abilities
1.A.3.a | Physical Strength Abilities
1.A.3.b | Endurance
1.A.3.c | Flexibility, Balance, and Coordination
1.A.4 | Sensory Abilities
1.A.4.a | Visual Abilities
1.A.4.b | Auditory and Speech Abilities
1.B | Career Interests
1.B.1 | Career Interest Types
1.B.3 | Specific Interest Areas
1.D | Work Styles
1.D.1 | Proactive and Growth Oriented
1.D.2 | Interpersonally Oriented
1.D.3 | Conscientious and Rule Oriented
1.D.4 | Emotionally Resilient
2 | Worker Requirements
2.A | Essential Skills
2.A.1 | Foundational Areas
2.A.2 | Ways of Working
2.B | Transferable Skills
2.B.1 | Social Skills
2.B.2 | Complex Problem Solving Skills
2.B.3 | Technical Skills
2.B.4 | Systems Skills
2.B.5 | Resource Management Skills
2.C | Knowledge
2.C.1 | Business and Management
2.C.2 | Manufacturing and Production
2.C.3 | Engineering and Technology
2.C.4 | Mathematics and Science
2.C.5 | Health Services
2.C.7 | Arts and Humanities
2.C.8 | Law and Public Safety
2.C.9 | Communications
2.D | Education
2.D.1 | Required Level of Education
2.D.4 | Job-Related Professional Certification
2.D.4.a | Job-Related Professional Certification
2.E | Software Skills
3 | Experience Requirements
3.A | Experience and Training
3.A.1 | Related Work Experience
3.A.2 | On-Site or In-Plant Training
3.A.3 | On-the-Job Training
3.A.4 | Apprenticeship
3.A.4.a | Job-related Apprenticeship
4 | Occupational Requirements
4.A | Work Activities
4.A.1 | Information Input
4.A.2 | Mental Processes
4.A.3 | Work Output
4.A.4 | Interacting With Others
4.C | Work Context
4.C.1 | Interpersonal Relationships
4.C.2 | Physical Work Conditions
4.C.3 | Structural Job Characteristics
`;

const rated = [
  ...essentialSkills,
  ...transferableSkills,
  ...knowledge,
  ...abilities,
  ...interestTypes,
  ...interestAreas,
  ...workStyles,
  ...workActivities,
  ...workContext,
  ...workWeek,
];

/** Intermediate and detailed work activities with their ids below the generalized ones. */
export const activityTree = detailedActivities.map(({ gwa, iwa, dwas }) => ({
  gwa,
  iwa: { id: `${gwa}.a`, name: `${iwa}.` },
  dwas: dwas.map((phrase, i) => ({ id: `${gwa}.a.${i + 1}`, name: `${phrase}.`, phrase })),
}));

/** Rows of content_model_reference; groups and activities below GWAs have no description, as most real ones. */
export function contentModel(): Row[] {
  const withoutDescription: [string, string][] = [
    ...groups
      .trim()
      .split("\n")
      .map((line) => line.split(" | ") as [string, string]),
    ...HIGH_POINTS.map(([id, name]): [string, string] => [id, name]),
    ...Object.entries(softwareKinds),
    ...activityTree.flatMap(({ iwa, dwas }) =>
      [iwa, ...dwas].map(({ id, name }): [string, string] => [id, name]),
    ),
  ];
  const rows = [
    ...withoutDescription.map(([id, name]): Row => [id, name, ""]),
    ...rated.map(({ id, name, description }): Row => [id, name, description]),
  ];
  return rows.sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}
