import { existsSync } from "node:fs";
import { resolve } from "node:path";

const FOLDER = resolve(import.meta.dirname, "../../../shared/onet");

/** Path of a real O*NET file kept beside the checkout. */
export const realOnet = (file: string): string => resolve(FOLDER, file);

/** For `test.skipIf`: real releases may be absent on a contributor's machine, never in CI. */
export const withoutRealOnet = !existsSync(FOLDER) && !process.env.CI;
