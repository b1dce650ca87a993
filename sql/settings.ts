import { z } from "zod";

/** Where the database is. The web server and the loader's command line read the same settings. */
export const databaseSettings = {
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must look like postgres://user:password@host:5432/database" })
    .optional()
    .describe(
      "an external PostgreSQL 15 to 18, as the owner of the database; without it Onetbook runs its own",
    ),
  ONETBOOK_DATA: z.string().min(1).default(".data").describe("folder of the embedded PostgreSQL"),
};

export type DatabaseSettings = z.infer<z.ZodObject<typeof databaseSettings>>;

/** A setting that can't be used: the message names the variable and says what it must be. */
export class SettingError extends Error {}

/** Reads settings of a shape from the environment, once, at start. Empty means unset. Errors: SettingError. */
export function readSettings<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.entries(environment).filter(([name, value]) => name in shape && value !== "");
  const parsed = z.object(shape).safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new SettingError(`${lines.join("\n")}\nREADME.md lists all settings.`);
}
