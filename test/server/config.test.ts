import { expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";

test("without settings the server is for this machine only", () => {
  expect(readConfig({})).toEqual({
    PORT: 3000,
    HOST: "127.0.0.1",
    ONETBOOK_DATA: ".data",
    LOG_LEVEL: "info",
  });
});

test("an empty setting is as good as none", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: "" })).toMatchObject({ PORT: 3000 });
});

test.each([
  ["PORT", "http", "PORT: must be a port number, 0 to 65535"],
  ["PORT", "70000", "PORT: must be a port number, 0 to 65535"],
  ["PORT", "3000.5", "PORT: must be a port number, 0 to 65535"],
  ["LOG_LEVEL", "loud", "LOG_LEVEL: Invalid option: expected one of"],
  ["DATABASE_URL", "mysql://here", "DATABASE_URL: must look like postgres://"],
])("%s=%s is refused by name", (name, value, message) => {
  expect(() => readConfig({ [name]: value })).toThrow(message);
});
