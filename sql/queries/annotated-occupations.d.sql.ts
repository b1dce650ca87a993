// Made by npm run sql from annotated-occupations.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** name of a sector, to list only its occupations */
  sector?: string;
  /** only occupations with this local demand */
  demand?: "low" | "medium" | "high";
}

export interface Row {
  sector: string | null;
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** what the programme calls it */
  local_title: string | null;
  /** local demand as staff judge it */
  demand: string | null;
  /** Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2. */
  job_zone: number | null;
  /** whether O*NET has rated its skills */
  rated: boolean;
  /** programmes that lead to it */
  programs: number;
  note: string | null;
  updated_by: string | null;
  updated_at: string | null;
}

/**
 * Annotated occupations by sector
 *
 * The occupations that staff have annotated, by sector: local title, demand, note, and who changed them last.
 * Annotations of occupations that the live release lacks wait for review and are not listed. No rows: nothing
 * is annotated.
 */
declare const annotatedOccupations: Query<Params, Row>;
export default annotatedOccupations;
