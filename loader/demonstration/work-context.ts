import { elements } from "./elements.ts";

const OFTEN = ["Never", "A few times a year", "A few times a month", "A few times a week", "Every day"];
const MUCH = ["Not at all", "A little", "Somewhat", "Much", "Very much"];

/** Answers by element id; the two sets differ as in the survey, where some questions ask how often, others how much. */
export const answers = (elementId: string): readonly string[] =>
  /^4\.C\.(1|2)/.test(elementId) ? OFTEN : MUCH;

/** A selection of the 55 elements that are answered in five categories (scales CX and CXP). */
export const workContext = elements(`
4.C.1.a.2.f | Telephone Conversations | people 2, business, order | How often the work means talking on the telephone.
4.C.1.a.2.h | E-Mail | order, verbal, computing | How often the work means using e-mail.
4.C.1.b.1.g | Coordinate or Lead Others in Accomplishing Work Activities | lead | How often others have to be led.
4.C.2.a.1.c | Outdoors, Exposed to All Weather Conditions | physical 3, machines | How often the work is done outdoors.
4.C.2.b.1.a | Exposed to Sounds, Noise Levels that are Distracting or Uncomfortable | machines 2, physical 2 | How often it is loud.
4.C.2.d.1.a | Spend Time Sitting | computing, order, verbal | How much of the work is done sitting.
4.C.3.a.1 | Consequence of Error | care, machines, think | How serious a mistake would be.
4.C.3.a.4 | Freedom to Make Decisions | think, lead, creative | How much is left to the worker.
4.C.3.b.4 | Importance of Being Exact or Accurate | order 2, numbers, science | How exact the work must be.
4.C.3.d.1 | Time Pressure | business, lead, care, order | How much deadlines press.
`);

/** Answered in three categories (scales CT and CTP). */
export const workWeek = elements(`
4.C.3.d.8 | Duration of Typical Work Week | lead 2, business, care | How long a usual week is.
`);
export const WORK_WEEK_ANSWERS = ["Under 40 hours", "40 hours", "Over 40 hours"];
