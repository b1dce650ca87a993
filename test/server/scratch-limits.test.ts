import { Hono } from "hono";
import { expect, test } from "vitest";
import { HttpError } from "../../server/errors.ts";
import { clientOf, knowClient } from "../../server/scratch-client.ts";
import { ScratchLimits } from "../../server/scratch-limits.ts";

const ana = { id: "ana", address: "10.0.0.1" };
const ben = { id: "ben", address: "10.0.0.1" };

function limitsAt() {
  const clock = { now: 0 };
  return { clock, limits: new ScratchLimits(() => clock.now) };
}

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error as HttpError;
  }
  return expect.unreachable("it was let in");
};

test("a client runs one statement at a time, another client its own", () => {
  const { limits } = limitsAt();
  const leave = limits.enter(ana);
  const refused = refusal(() => limits.enter(ana));
  expect(refused).toBeInstanceOf(HttpError);
  expect(refused).toMatchObject({ status: 429, message: expect.stringContaining("still running") });
  limits.enter(ben)();
  leave();
  limits.enter(ana)();
});

test("sixty statements a minute, and then when to come again", () => {
  const { limits, clock } = limitsAt();
  for (let i = 0; i < 60; i++) limits.enter(ana)();
  clock.now = 45_000;
  expect(refusal(() => limits.enter(ana))).toMatchObject({ status: 429, retryAfter: 15 });
  limits.enter(ben)();
  clock.now = 60_000;
  limits.enter(ana)();
});

test("who makes up a new id each time meets the limit of the address", () => {
  const { limits } = limitsAt();
  for (let i = 0; i < 600; i++) limits.enter({ id: `made up ${i}`, address: "10.0.0.9" })();
  const next = { id: "made up once more", address: "10.0.0.9" };
  expect(refusal(() => limits.enter(next)).message).toContain("from your network");
  limits.enter({ ...next, address: "10.0.0.10" })();
});

test("of ten thousand clients the oldest are forgotten", () => {
  const { limits } = limitsAt();
  for (let i = 0; i < 60; i++) limits.enter(ana)();
  refusal(() => limits.enter(ana));
  for (let i = 0; i < 5_000; i++) limits.enter({ id: `x${i}`, address: `y${i}` })();
  limits.enter(ana)(); // no longer known
});

async function clientFrom(remoteAddress: string | undefined, cookie?: string) {
  const app = new Hono();
  app.get("/", (c) => c.json(clientOf(c)));
  app.get("/page", (c) => {
    knowClient(c);
    return c.text("");
  });
  const headers = { ...(cookie && { Cookie: cookie }), "X-Forwarded-For": "6.6.6.6" };
  const env = remoteAddress && { incoming: { socket: { remoteAddress } } };
  const answer = await (await app.request("/", { headers }, env)).json();
  return { ...answer, given: (await app.request("/page", { headers }, env)).headers.get("Set-Cookie") };
}

const ID = "01234567-89ab-4cde-8f01-23456789abcd";

test("a client is known by its cookie, and without one by its address", async () => {
  expect(await clientFrom("10.1.2.3", `onetbook_client=${ID}`)).toEqual({
    id: ID,
    address: "10.1.2.3",
    given: null,
  });
  for (const cookie of [undefined, "onetbook_client=admin", `onetbook_client=${ID}x`])
    expect(await clientFrom("10.1.2.3", cookie)).toMatchObject({ id: "10.1.2.3", address: "10.1.2.3" });
  const { given } = await clientFrom("10.1.2.3");
  expect(given).toMatch(/^onetbook_client=[0-9a-f-]{36}; /);
  for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"])
    expect(given).toContain(attribute);
});

test.each([
  ["::ffff:10.1.2.3", "10.1.2.3"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::7", "2001:db8:1:2::/64"],
  ["2001:db8::7", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  [undefined, "unknown"],
])("the address %s counts as %s", async (remoteAddress, address) => {
  expect((await clientFrom(remoteAddress)).address).toBe(address);
});
