import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** Who sent a request, as far as one can tell while there are no accounts. */
export interface ScratchClient {
  /** of the browser; the address where it sends no cookie of ours */
  id: string;
  /** of a network where it is IPv6: each of its machines has any number of addresses */
  address: string;
}

const COOKIE = "onetbook_client";
const MAX_AGE_S = 30 * 24 * 3600; // as long as a statement is on record
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Gives the browser an id of its own, if it has none. It opens nothing and is no secret: it keeps people behind one address apart.
 * (Strict also means that a link on another site makes a new one.)
 */
export function knowClient(c: Context): void {
  if (!cookieOf(c))
    setCookie(c, COOKIE, randomUUID(), { path: "/", httpOnly: true, sameSite: "Strict", maxAge: MAX_AGE_S });
}

/** Anybody can make ids up, so ScratchLimits counts addresses too. Headers that name an address are not believed. */
export function clientOf(c: Context): ScratchClient {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const address = networkOf(incoming?.socket.remoteAddress ?? "unknown");
  return { id: cookieOf(c) ?? address, address };
}

function cookieOf(c: Context): string | undefined {
  const value = getCookie(c, COOKIE);
  return value && ID.test(value) ? value : undefined;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const after = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => "0");
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}
