import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { copyOut } from "../../sql/copy-out.ts";

test("a client that goes away while the database takes the connection is not waited for", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as { port: number };
  const abort = new AbortController();
  const copy = copyOut(
    { text: "SELECT 1", values: [], types: [] },
    {
      url: `postgres://reader@127.0.0.1:${port}/onet`,
      parameters: {},
      timeout: 60_000,
      signal: abort.signal,
    },
  );
  const first = copy.next().then(
    () => "rows",
    (error: Error) => error.message,
  );
  const [socket] = await once(silent, "connection");
  abort.abort(new Error("the client went away"));
  expect(await first).toBe("the client went away");
  // Nobody stays connected: the silent database sees the end.
  socket.resume();
  await once(socket, "close");
  silent.close();
}, 3_000); // less than the 5 s that a connection may take
