import { activityTree } from "./content-model.ts";
import { described, type Occupation } from "./occupations.ts";
import { random } from "./random.ts";
import { need, updated } from "./ratings.ts";
import { type Row, SOURCE } from "./row.ts";
import { meanStatistics, percentStatistics, respondents, shares } from "./statistics.ts";
import { workActivities } from "./work-activities.ts";

const TASKS = 7;

interface Task {
  id: number;
  text: string;
  occupation: Occupation;
  /** 0 for the occupation's foremost task. */
  rank: number;
  dwas: string[];
}

/** A detailed work activity at the occupation's workplace makes a task. */
function taskOf(occupation: Occupation, gwa: string, rank: number): Pick<Task, "text" | "dwas"> {
  const { dwas } = activityTree.find((branch) => branch.gwa === gwa)!;
  const choice = random(`${occupation.code} ${gwa} dwa`);
  // The first activity of a pair is the more demanding one, for those whose main work it is.
  const [main, other] = rank < 2 || choice < 0.5 ? [dwas[0]!, dwas[1]!] : [dwas[1]!, dwas[0]!];
  const both = choice % 0.5 < 0.15;
  return { text: `${main.phrase} ${occupation.place}.`, dwas: both ? [main.id, other.id] : [main.id] };
}

const activitiesByNeed = (occupation: Occupation) =>
  workActivities
    .map((element) => ({ id: element.id, needed: need(occupation, element) }))
    .sort((a, b) => b.needed - a.needed);

const tasks: Task[] = described.flatMap((occupation, i) =>
  activitiesByNeed(occupation)
    .slice(0, TASKS)
    .map(({ id }, rank) => ({ id: 1001 + i * 20 + rank, occupation, rank, ...taskOf(occupation, id, rank) })),
);

export function taskStatements(): Row[] {
  return tasks.map(({ id, text, occupation: { code, covers }, rank }) => {
    const decided = covers === undefined;
    const type = decided ? (rank < TASKS - 2 ? "Core" : "Supplemental") : null;
    return [
      code,
      String(id),
      text,
      type,
      decided ? String(respondents(code).n) : null,
      updated(code),
      SOURCE,
    ];
  });
}

/** Frequency in seven categories, importance and relevance. */
export function taskRatings(): Row[] {
  return tasks
    .filter(({ occupation }) => occupation.covers === undefined)
    .flatMap(({ id, occupation: { code }, rank }) => {
      const raters = respondents(code);
      const head = [code, String(id)];
      const tail = [updated(code), SOURCE];
      const importance = 4.6 - rank * 0.2 - random(`${id} importance`) * 0.4;
      const relevance = 98 - rank * 5 - random(`${id} relevance`) * 8;
      return [
        ...shares(`${id} frequency`, 5.5 - rank * 0.5, 1.3, 7).map((part, i): Row => {
          const statistics = percentStatistics(part / 100, raters);
          return [...head, "FT", String(i + 1), (part / 100).toFixed(2), ...statistics, ...tail];
        }),
        [
          ...head,
          "IM",
          null,
          importance.toFixed(2),
          ...meanStatistics(`${id} IM`, importance, raters, [1, 5]),
          ...tail,
        ],
        [...head, "RT", null, relevance.toFixed(2), ...percentStatistics(relevance, raters), ...tail],
      ];
    });
}

export function tasksToDwas(): Row[] {
  return tasks.flatMap(({ id, occupation: { code }, dwas }) =>
    dwas.map((dwa): Row => [code, String(id), dwa, updated(code), SOURCE]),
  );
}

/** For every fourth occupation a new task, from the activity next in line, and a rewording of its first one. */
export function emergingTasks(): Row[] {
  return described
    .filter((_, i) => i % 4 === 0)
    .flatMap((occupation) => {
      const { code } = occupation;
      const added = taskOf(occupation, activitiesByNeed(occupation)[TASKS]!.id, TASKS);
      const first = tasks.find((task) => task.occupation === occupation)!;
      const reworded = first.text.replace(/\.$/, ", and record the result.");
      return [
        [code, added.text, "New", null, updated(code), SOURCE],
        [code, reworded, "Revision", String(first.id), updated(code), SOURCE],
      ];
    });
}
