// Made by npm run sql from element-distribution.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** default skill */
  domain?: "skill" | "knowledge" | "ability" | "work activity";
  /** importance (IM, 1 to 5) or level (LV, 0 to 7); default IM */
  scale?: "IM" | "LV";
}

export interface Row {
  /** essential skill, transferable skill, knowledge, ability or work activity */
  domain: string;
  element_id: string;
  element_name: string;
  /** occupations with a usable rating */
  occupations: number;
  mean: number | null;
  /** standard deviation over occupations, not the precision of a rating */
  deviation: number | null;
  lowest: number | null;
  lower_quartile: number | null;
  median: number | null;
  upper_quartile: number | null;
  highest: number | null;
  /** occupations whose rating is suppressed */
  suppressed_occupations: number;
  /** occupations for which the level is marked not relevant, and not suppressed */
  irrelevant_occupations: number;
}

/**
 * How ratings spread over occupations
 *
 * For each element of a domain: mean, standard deviation and quartiles of its ratings over occupations, on
 * one scale. Each occupation counts once, however many people work in it. Suppressed ratings are left out; so
 * are levels marked not relevant, whose number is given: a high mean level with many of them means "rarely
 * needed, but then at a high level".
 */
declare const elementDistribution: Query<Params, Row>;
export default elementDistribution;
