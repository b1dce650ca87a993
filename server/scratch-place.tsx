import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { LiveRelease } from "../sql/fence.ts";
import type { Assets } from "./assets.ts";
import type { Scratch } from "./scratch.ts";
import { knowClient } from "./scratch-client.ts";
import { MOST_A_MINUTE } from "./scratch-limits.ts";

/**
 * The place of a reader's scratch cells below a notebook, for notebooks/runtime/scratch/scratch-cells.ts; or why there are none.
 * They are of the browser alone: a copy of the page, a print, what `npm run notebook` writes and the development server have none.
 */
export async function scratchPlace(
  c: Context,
  scratch: Scratch,
  release: LiveRelease,
  assets: Assets,
): Promise<Child> {
  const whyOff = await scratch
    .whyOff(release)
    .catch(() => "the rights of its login could not be checked; reload the page to try again");
  if (whyOff === null) knowClient(c);
  return (
    <section
      id="scratch"
      class="scratch"
      aria-label="Scratch cells"
      data-off={whyOff === null ? undefined : ""}
    >
      {whyOff === null ? <About /> : <Off reason={whyOff} />}
      <script type="module" src={assets.url("notebooks/runtime/scratch/scratch-cells.ts")} />
    </section>
  );
}

function About() {
  return (
    <>
      <h2>Scratch cells</h2>
      <p class="quiet">
        SELECTs of your own on this release, each as a table or a chart. They stay in this browser only. Up to
        1,000 rows, 16 MB and 10 s; {MOST_A_MINUTE} statements a minute. What is run is on record for 30 days.
      </p>
    </>
  );
}

function Off({ reason }: { reason: string }) {
  return <p class="quiet">Scratch cells are off on this server. For the administrator: {reason}.</p>;
}
