import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { HttpError } from "./errors.ts";

/** What is told of a file, as the protocol numbers it. */
export const CREATED = 1;
export const CHANGED = 2;
export const DELETED = 3;
export type FileEvent = typeof CREATED | typeof CHANGED | typeof DELETED;

interface Running {
  connection: MessageConnection;
  /** as it has them, by address */
  documents: Map<string, { text: string; version: number }>;
  /** closes its stdin, upon which it ends */
  stop(): Promise<unknown>;
}

/** What of the protocol's answers is read here, and in which form it is wanted. */
const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  textDocument: {
    completion: {
      completionItem: {
        documentationFormat: ["plaintext"],
        resolveSupport: { properties: ["documentation", "detail"] },
      },
    },
    hover: { contentFormat: ["markdown"] },
    diagnostic: {},
  },
};

const ENDED =
  "TypeScript's language server ended before it answered; where npm run dev was started stands what it said. The next question starts it anew";

/**
 * TypeScript's language server (tsc --lsp) over a project: a child that the first question starts, and the next one after
 * it has ended. It is asked about texts that need not be those on disk.
 */
export class LanguageServer {
  readonly #root: string;
  #running: Promise<Running> | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The answer of one of the protocol's methods about a text that stands for this file, whose path is below the root.
   * Errors: HttpError 503.
   */
  async ask<Answer>(path: string, text: string, method: string, params: object = {}): Promise<Answer> {
    try {
      this.#running ??= start(this.#root, () => {
        this.#running = undefined;
      });
      const running = await this.#running;
      const uri = this.#uri(path);
      show(running, uri, text);
      return await running.connection.sendRequest(method, { textDocument: { uri }, ...params });
    } catch (error) {
      throw new HttpError(
        503,
        isAnswer(error) ? `TypeScript's language server says: ${error.message}` : ENDED,
      );
    }
  }

  /** Tells it of files that it does not watch itself: their paths below the root. */
  async tell(event: FileEvent, paths: readonly string[]): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    const changes = paths.map((path) => ({ uri: this.#uri(path), type: event }));
    if (running) notify(running, "workspace/didChangeWatchedFiles", { changes });
  }

  async close(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    await running?.stop();
  }

  #uri(path: string): string {
    return pathToFileURL(join(this.#root, path)).href;
  }
}

function isAnswer(error: unknown): error is ResponseError<unknown> {
  return error instanceof ResponseError && error.code !== ErrorCodes.PendingResponseRejected;
}

async function start(root: string, onEnd: () => void): Promise<Running> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const child = spawn(process.execPath, [tsc, "--lsp", "--stdio"], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      onEnd();
      // The compiler is a child of that child.
      child.stdin.destroy();
      connection.dispose();
      resolve();
    };
    child.once("exit", end);
    child.once("error", end);
  });
  // What it asks for, settings and the like, is as it is by itself.
  connection.onRequest(() => null);
  connection.onError(() => {}); // it ends then, which is told
  connection.listen();
  const folder = { uri: pathToFileURL(root).href, name: "project" };
  const running: Running = {
    connection,
    documents: new Map(),
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: folder.uri,
    workspaceFolders: [folder],
    capabilities: CAPABILITIES,
  });
  notify(running, "initialized", {});
  return running;
}

/** Makes a document read so. What is asked next is asked of that text. */
function show(running: Running, uri: string, text: string): void {
  const known = running.documents.get(uri);
  if (known?.text === text) return;
  const version = (known?.version ?? 0) + 1;
  running.documents.set(uri, { text, version });
  if (known)
    notify(running, "textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  else
    notify(running, "textDocument/didOpen", {
      textDocument: { uri, languageId: "typescript", version, text },
    });
}

function notify({ connection }: Running, method: string, params: object): void {
  connection.sendNotification(method, params).catch(() => {}); // it has ended, which is told
}
