// Made by npm run sql from search-occupations.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** what to look for; e.g. software developers */
  words: string;
  /** how many occupations to list; default 20 */
  top?: number;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** the best of its titles that match */
  matched_title: string;
  /** whose title that is, "occupation", "job title" or "reported title" */
  matched_in: string;
  /**
   * "exact", the whole title; "beginning", the title begins so; "words", each word begins a word of the
   * title; "similar", the words were read as similar ones
   */
  match: string;
  /** how many of its titles match */
  titles: number;
  /** 1 unless the match is "similar"; then the mean similarity of the words, 0 to 1 */
  similarity: number;
}

/**
 * Search for an occupation by any of its titles
 *
 * Occupations with a title like the given words, best match first. It looks through the occupations' own
 * titles, the job titles (called alternate titles until 30.2) and the titles that job holders reported. Upper
 * and lower case, punctuation and a plural s make no difference. Every word must begin a word of the title:
 * "regis nurs" finds registered nurses. Where no title has them all, each word is read as the words most
 * similar to it (three-letter groups in common) in occupations' own and reported titles, which forgives
 * typing errors.
 */
declare const searchOccupations: Query<Params, Row>;
export default searchOccupations;
