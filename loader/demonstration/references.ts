import { abilities } from "./abilities.ts";
import type { Row } from "./row.ts";
import { essentialSkills, knowledge, transferableSkills } from "./skills.ts";
import { workActivities } from "./work-activities.ts";
import { answers, WORK_WEEK_ANSWERS, workContext, workWeek } from "./work-context.ts";

const lines = (table: string): Row[] =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split(" | "));

/** Scales the demonstration uses, with their official ranges. */
export const scales = lines(`
CT | Context | 1 | 3
CTP | Context (Categories 1-3) | 0 | 100
CX | Context | 1 | 5
CXP | Context (Categories 1-5) | 0 | 100
DR | Distinctiveness Rank | 0 | 10
DS | Summary Display Rank | 0 | 100
FT | Frequency of Task (Categories 1-7) | 0 | 100
IH | Occupational Interest High-Point | 0 | 6
IM | Importance | 1 | 5
LV | Level | 0 | 7
OI | Occupational Interests | 1 | 7
OJ | On-The-Job Training (Categories 1-9) | 0 | 100
PT | On-Site Or In-Plant Training (Categories 1-9) | 0 | 100
RL | Required Level Of Education (Categories 1-12) | 0 | 100
RT | Relevance of Task | 0 | 100
RW | Related Work Experience (Categories 1-11) | 0 | 100
WI | Work Styles Impact | -3 | 3
`);

export const jobZones = lines(`
2 | Job Zone 1-2: little or some preparation | Hardly any experience, up to a year of it. | School, with or without a diploma. | A few days to one year on the job. | For example cooks, nursing assistants and truck drivers. | (Below 6.0)
3 | Job Zone 3: medium preparation | Experience from training or from a similar job. | A vocational school or an associate's degree. | One or two years, often an apprenticeship. | For example electricians, machinists and medical assistants. | (6.0 to < 7.0)
4 | Job Zone 4: considerable preparation | Several years in the field. | Mostly a bachelor's degree. | Several years of experience or training. | For example accountants, civil engineers and nurses. | (7.0 to < 8.0)
5 | Job Zone 5: extensive preparation | Often more than five years in the field. | A graduate degree. | Most comes with the degree and with experience. | For example lawyers, pharmacists and physicians. | (8.0 and above)
`);

const DEGREES = [
  "No high school diploma",
  "High school diploma",
  "Certificate after high school",
  "Some college, no degree",
  "Associate's degree",
  "Bachelor's degree",
  "Certificate after a bachelor's degree",
  "Master's degree",
  "Certificate after a master's degree",
  "First professional degree",
  "Doctoral degree",
  "Work after a doctoral degree",
];
const DURATIONS = [
  "None",
  "Up to 1 month",
  "To 3 months",
  "To 6 months",
  "To 1 year",
  "To 2 years",
  "To 4 years",
];
const EXPERIENCE = [...DURATIONS, "To 6 years", "To 8 years", "To 10 years", "Over 10 years"];
const TRAINING = [...DURATIONS, "To 10 years", "Over 10 years"];
const FREQUENCIES = [
  "Once a year or less",
  "A few times a year",
  "A few times a month",
  "A few times a week",
  "Every day",
  "Several times a day",
  "Every hour or more",
];

const numbered = (ids: Row, texts: readonly string[]): Row[] =>
  texts.map((text, i) => [...ids, String(i + 1), text]);

export const educationCategories = numbered(["2.D.1", "RL"], DEGREES);
export const trainingCategories = [
  ...numbered(["3.A.1", "RW"], EXPERIENCE),
  ...numbered(["3.A.2", "PT"], TRAINING),
  ...numbered(["3.A.3", "OJ"], TRAINING),
];
export const taskCategories = numbered(["FT"], FREQUENCIES);
export const workContextCategories = [
  ...workContext.flatMap(({ id }) => numbered([id, "CXP"], answers(id))),
  ...workWeek.flatMap(({ id }) => numbered([id, "CTP"], WORK_WEEK_ANSWERS)),
];

const ANCHORS = [
  ["2", "in everyday cases, with help at hand"],
  ["4", "in most cases, without help"],
  ["6", "in the hardest cases, where others come for help"],
] as const;

export const levelScaleAnchors = [
  ...abilities,
  ...essentialSkills,
  ...transferableSkills,
  ...knowledge,
  ...workActivities,
].flatMap(({ id, name }) => ANCHORS.map(([value, text]): Row => [id, "LV", value, `${name} ${text}`]));

/** Only what respondents are asked is in the booklets; skills and abilities are rated by analysts. */
export const surveyBooklet = [
  ...booklet(
    "KN",
    knowledge.map(({ id }) => id),
  ),
  ...booklet(
    "GW",
    workActivities.map(({ id }) => id),
  ),
];

function booklet(questionnaire: string, elementIds: readonly string[]): Row[] {
  return elementIds.flatMap((id, i) => {
    const item = `${questionnaire}${String(i + 1).padStart(2, "0")}`;
    return [
      [id, item, "IM"],
      [id, `${item}b`, "LV"],
    ];
  });
}
