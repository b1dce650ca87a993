// Made by npm run sql from elements.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** what to look for; all elements without it; e.g. programming */
  words?: string;
  /** how many to list; default 100 */
  top?: number;
}

export interface Row {
  /** Element of the content model; its prefixes name the groups above it. */
  element_id: string;
  element_name: string;
  /** name of the element that it belongs to */
  within: string | null;
  /** what it is rated as, with ratings on scales IM and LV; NULL for others */
  domain: string | null;
  description: string;
}

/**
 * Elements of the content model
 *
 * Finds skills, kinds of knowledge, abilities, work activities and everything else that O*NET has a place for
 * in its content model, by words in the name or the description. Matches in the name come first. From release
 * 30.3 on names are not unique, so use the id. Only elements with ratings can be asked for in queries such as
 * occupations-by-element.
 */
declare const elements: Query<Params, Row>;
export default elements;
