/** Values in the order of a table's columns; NULL where nothing is known. */
export type Row = (string | null)[];

/** Domain source of every generated row, so that none passes for O*NET's. */
export const SOURCE = "Synthetic";
