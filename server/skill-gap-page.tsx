import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import type { LiveRelease } from "../sql/fence.ts";
import type { Assets } from "./assets.ts";
import { sendPage } from "./page.tsx";
import { readRelease } from "./read-release.ts";

/** GET /notebooks/skill-gap: the page around notebooks/skill-gap.ts, which finds its places by their ids. */
export function skillGapPage(db: Database, assets: Assets): Handler {
  return async function showSkillGap(c) {
    const { release } = await readRelease(db, async () => {}, c.req.raw.signal);
    const title = "Skill gap between two occupations";
    const script = "notebooks/skill-gap.ts";
    return sendPage(c, { title, assets, release, script }, <SkillGap title={title} release={release} />);
  };
}

function SkillGap({ title, release }: { title: string; release: LiveRelease }) {
  return (
    <article id="notebook" data-load-id={release.load_id}>
      <h1>{title}</h1>
      <p class="lede">
        Which skills the second occupation asks for more, or less, than the first. Pick both; the address of
        this page keeps your choice.
      </p>
      <form class="controls" id="controls" aria-label="What to compare">
        <Occupation name="from" label="From" />
        <button type="button" class="swap" id="exchange" title="Exchange the two occupations">
          <span aria-hidden="true">⇄</span>
          <span class="hidden">Exchange the two occupations</span>
        </button>
        <Occupation name="to" label="To" />
        <fieldset class="segments">
          <legend>Scale</legend>
          <Scale value="LV" label="Level" isChecked />
          <Scale value="IM" label="Importance" />
        </fieldset>
      </form>
      <div id="notices" role="status" />
      <section id="gap" class="cell card" aria-label="Chart" aria-busy="true">
        <noscript>
          <p>This chart is drawn in the browser and needs JavaScript.</p>
        </noscript>
      </section>
    </article>
  );
}

function Occupation({ name, label }: { name: string; label: string }) {
  return (
    <div class="combobox">
      <label for={name}>{label}</label>
      <input
        id={name}
        type="text"
        role="combobox"
        aria-expanded="false"
        aria-autocomplete="list"
        aria-controls={`${name}-list`}
        autocomplete="off"
        spellcheck={false}
        placeholder="Loading occupations…"
        disabled
      />
      <div id={`${name}-list`} role="listbox" aria-label={`${label}: occupations`} hidden />
    </div>
  );
}

function Scale({ value, label, isChecked = false }: { value: string; label: string; isChecked?: boolean }) {
  return (
    <label>
      <input type="radio" name="scale" value={value} checked={isChecked} />
      {label}
    </label>
  );
}
