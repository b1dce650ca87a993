import type { Context } from "hono";
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { LiveRelease } from "../sql/fence.ts";
import type { Assets } from "./assets.ts";
import { attribution, releaseName } from "./attribution.ts";

interface PageOptions {
  title: string;
  assets: Assets;
  /** Named on the page, with the attribution that its data ask for. */
  release?: LiveRelease | undefined;
  /** source of the page's browser code */
  script?: string;
  /** source of a style sheet of its own */
  style?: string;
  /** addresses of the API that its browser code will ask first */
  early?: readonly string[];
  status?: ContentfulStatusCode;
}

const NAVIGATION = [
  { path: "/", name: "Overview" },
  { path: "/notebooks", name: "Notebooks" },
  { path: "/queries", name: "Queries" },
  { path: "/schema", name: "Schema" },
  { path: "/sql", name: "SQL" },
];

/** Answers with a whole page around its content. */
export function sendPage(c: Context, options: PageOptions, content: Child): Response | Promise<Response> {
  const { release, status = 200 } = options;
  if (release) c.header("X-Onet-Release", release.release);
  c.header("Cache-Control", status < 400 ? "no-cache" : "no-store");
  const page = (
    <>
      {raw("<!DOCTYPE html>")}
      <Page path={c.req.path} {...options}>
        {content}
      </Page>
    </>
  );
  return c.html(page, status);
}

function Page({
  title,
  path,
  assets,
  release,
  script,
  style,
  early = [],
  children,
}: PageOptions & { path: string; children: Child }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · Onetbook`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={assets.url("server/style.css")} />
        {style && <link rel="stylesheet" href={assets.url(style)} />}
        {early.map((url) => (
          <link rel="preload" as="fetch" crossorigin="" href={url} />
        ))}
        {script && <script type="module" src={assets.url(script)} />}
        {script && assets.preloads(script).map((url) => <link rel="modulepreload" href={url} />)}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="top">
          <a class="brand" href="/">
            <img src="/favicon.svg" alt="" width="24" height="24" />
            Onetbook
          </a>
          <nav aria-label="Main">
            {NAVIGATION.map((item) => (
              <a
                href={item.path}
                aria-current={
                  item.path === path ? "page" : path.startsWith(`${item.path}/`) ? "true" : undefined
                }
              >
                {item.name}
              </a>
            ))}
          </nav>
          {release && <span class="release">{releaseName(release)}</span>}
        </header>
        {release?.synthetic && (
          <p class="synthetic" role="note">
            <strong>Synthetic demonstration data.</strong> Every number is invented, to try Onetbook out.
          </p>
        )}
        <main id="content">{children}</main>
        <footer>{release && <p>{attribution(release)}</p>}</footer>
      </body>
    </html>
  );
}
