import { byId } from "../../notebooks/runtime/element.ts";
import { holdsWords } from "../shared/search-words.ts";

/** Filters a list of server/search-list.tsx as a person types; "/" goes to its field, arrows through what is found. */
const form = byId<HTMLFormElement>("search");
const field = byId<HTMLInputElement>("q");
const count = byId("count");
const groups = [...byId("entries").querySelectorAll<HTMLElement>(".group")];
const entries = groups.flatMap((group) => [...group.querySelectorAll<HTMLElement>("li")]);

field.addEventListener("input", filter);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || field.value === "") return;
  event.preventDefault();
  field.value = "";
  filter();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  links()[0]?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "/" && document.activeElement !== field) {
    event.preventDefault();
    field.focus();
    field.select();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    walk(event, event.key === "ArrowDown" ? 1 : -1);
  }
});
if (field.value) filter(); // a page that comes back may have kept what was typed

function filter(): void {
  for (const entry of entries) entry.hidden = !holdsWords(entry.dataset.text ?? "", field.value);
  for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
  const found = entries.filter((entry) => !entry.hidden).length;
  byId("nothing").hidden = found > 0;
  const [one, many] = (count.dataset.nouns ?? "").split(" ");
  const noun = entries.length === 1 ? one : many;
  count.textContent = found === entries.length ? `${found} ${noun}` : `${found} of ${entries.length} ${noun}`;
  const url = new URL(location.href);
  if (field.value) url.searchParams.set("q", field.value);
  else url.searchParams.delete("q");
  history.replaceState(null, "", url);
}

/** From the field to the first link, and from link to link. */
function walk(event: KeyboardEvent, step: number): void {
  const stops: HTMLElement[] = [field, ...links()];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function links(): HTMLElement[] {
  return [...byId("entries").querySelectorAll<HTMLElement>("li:not([hidden]) a:first-of-type")];
}
