import { z } from "zod";
import { databaseSettings, readSettings } from "../sql/settings.ts";

/** Every setting of the web server. README.md has the same table; a test compares them. */
export const settings = {
  PORT: z.coerce
    .number("must be a port number, 0 to 65535")
    .int("must be a port number, 0 to 65535")
    .min(0, "must be a port number, 0 to 65535")
    .max(65535, "must be a port number, 0 to 65535")
    .default(3000)
    .describe("port of the web server; 0 takes any free one"),
  HOST: z
    .string()
    .default("127.0.0.1")
    .describe("address it listens on: 127.0.0.1 for this machine only, 0.0.0.0 for every network"),
  ...databaseSettings,
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"])
    .default("info")
    .describe("the least important log line to write"),
};

export type Config = z.infer<z.ZodObject<typeof settings>>;

/** Reads all settings, once, at start. Errors: SettingError, which names the variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  return readSettings(settings, environment);
}
