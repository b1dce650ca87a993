import type { Row as Level } from "../../sql/queries/assessment-gap.sql";
import type { Row as Anchor } from "../../sql/queries/level-anchors.sql";
import { element } from "../runtime/element.ts";
import { fromHash, isRatingsHash, LEVELS, type Ratings, toHash } from "./ratings.ts";

const UNREADABLE =
  "The ratings in this page's address can't be read; it may have been cut off. Rate yourself anew.";

interface Question {
  element: HTMLElement;
  show(level: number | undefined): void;
}

/**
 * An input for ratings of these skills; it keeps them, and those of skills that are not asked for now, behind the "#" of
 * the address. The runtime puts other inputs before it, but no value that is a Map.
 */
export function ratingsInput(
  skills: readonly Level[],
  anchors: readonly Anchor[],
): HTMLElement & { value: Ratings } {
  let ratings = new Map(fromHash(location.hash));
  const questions = new Map(
    skills.map((skill) => {
      const examples = anchors.filter(({ element_id }) => element_id === skill.element_id);
      return [skill.element_id, question(skill, examples, (level) => rate(skill.element_id, level))];
    }),
  );
  const clear = element("button", { type: "button", className: "small" }, "Clear all my ratings");
  clear.addEventListener("click", () => replace(new Map()));
  const unreadable = element("p", { className: "notice" }, UNREADABLE);
  unreadable.hidden = !isRatingsHash(location.hash) || fromHash(location.hash) !== undefined;
  const place = element(
    "div",
    {},
    unreadable,
    ...[...questions.values()].map(({ element }) => element),
    clear,
  );

  function rate(id: string, level: number | undefined): void {
    const next = new Map(ratings);
    if (level === undefined) next.delete(id);
    else next.set(id, level);
    replace(next);
  }
  function replace(next: Ratings): void {
    ratings = new Map(next);
    show();
    history.replaceState(history.state, "", toHash(ratings) || location.pathname + location.search);
    place.dispatchEvent(new Event("input"));
  }
  function show(): void {
    unreadable.hidden ||= ratings.size > 0;
    for (const [id, { show }] of questions) show(ratings.get(id));
    clear.hidden = ratings.size === 0;
  }
  // Another address was typed, or a link led to a place on the page: that has no ratings.
  addEventListener("hashchange", () => {
    if (place.isConnected) replace(fromHash(location.hash) ?? ratings);
  });

  show();
  return Object.defineProperty(place, "value", { get: () => ratings }) as unknown as HTMLElement & {
    value: Ratings;
  };
}

let count = 0;

/** A skill with its levels to choose from, and what people can do at some of them. */
function question(
  { element_name, wording }: Level,
  anchors: readonly Anchor[],
  onRate: (level: number | undefined) => void,
): Question {
  const id = `skill-${++count}`;
  const radios = LEVELS.map((level) => element("input", { type: "radio", name: id, value: String(level) }));
  const labels = radios.map((radio, level) => {
    radio.addEventListener("input", (event) => {
      event.stopPropagation(); // the whole input says so, once it has it
      onRate(level);
    });
    return styled(element("label", {}, radio, String(level)), { padding: "0 0.8rem" });
  });
  const clear = element(
    "button",
    { type: "button", className: "small", title: "Take this rating back" },
    "×",
  );
  clear.ariaLabel = `Take back the rating of ${element_name}`;
  clear.addEventListener("click", () => {
    onRate(undefined);
    radios[0]!.focus();
  });
  const scale = styled(element("div", { className: "segments" }, ...labels, clear), {
    alignItems: "center",
    margin: "0.35rem 0",
  });
  styled(clear, { marginLeft: "0.5rem" });
  const examples = styled(element("ul", { id, className: "quiet" }, ...anchors.map(example)), {
    margin: "0",
    padding: "0",
    listStyle: "none",
  });
  const name = styled(element("legend", {}, element_name), { padding: "0", fontWeight: "600" });
  const words = wording === null ? [] : [element("div", { className: "quiet" }, wording)];
  const sides = element("div", {}, element("div", {}, ...words, scale), examples);
  const fieldset = element("fieldset", {}, name, styled(sides, SIDES));
  fieldset.setAttribute("aria-describedby", id);
  return {
    element: styled(fieldset, {
      margin: "0",
      padding: "0.75rem 0",
      border: "0",
      borderTop: "1px solid var(--line)",
    }),
    show(level) {
      for (const [index, radio] of radios.entries()) radio.checked = index === level;
      clear.style.visibility = level === undefined ? "hidden" : "visible";
    },
  };
}

const SIDES: Partial<CSSStyleDeclaration> = {
  display: "grid",
  gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 22rem), 1fr))",
  gap: "0.25rem 2rem",
};

function example({ anchor_value, anchor_description }: Anchor): HTMLElement {
  const level = styled(element("span", {}, String(anchor_value)), {
    fontWeight: "600",
    color: "var(--text)",
  });
  const made = element("li", {}, level, element("span", {}, anchor_description));
  return styled(made, { display: "grid", gridTemplateColumns: "1.2rem minmax(0, 1fr)" });
}

function styled<Made extends HTMLElement>(made: Made, style: Partial<CSSStyleDeclaration>): Made {
  Object.assign(made.style, style);
  return made;
}
