// Made by npm run sql from level-anchors.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** element id; query elements finds it; a group such as 2.B has those of all in it; e.g. 2.B.3.e */
  element: string;
}

export interface Row {
  /** Element of the content model; its prefixes name the groups above it. */
  element_id: string;
  element_name: string;
  /** Scale of data_value. IM (1 to 5) and LV (0 to 7) measure different things: never mix them. */
  scale_id: string;
  anchor_value: number;
  anchor_description: string;
  /** what a low level looks like in the programme's words for high-school readers */
  low_anchor: string | null;
  /** what a high level looks like in those words */
  high_anchor: string | null;
}

/**
 * What a level looks like
 *
 * Examples of what people can do at some points of the level scale (LV, 0 to 7) of a skill, kind of
 * knowledge, ability or work activity, as those who rate levels see them, and the programme's own wording for
 * the lowest and the highest where staff have written one. Many anchors were reworded around release 30.2. No
 * rows: the element has no anchors.
 */
declare const levelAnchors: Query<Params, Row>;
export default levelAnchors;
