import { element } from "./element.ts";

/** Short messages at the head of the notebook, one for each subject. */
export class Notices {
  readonly #place: HTMLElement;
  readonly #shown = new Map<string, HTMLElement>();

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  show(subject: string, ...content: (Node | string)[]): void {
    this.remove(subject);
    const notice = element("p", { className: "notice" }, ...content);
    this.#shown.set(subject, notice);
    this.#place.append(notice);
  }

  remove(subject: string): void {
    this.#shown.get(subject)?.remove();
    this.#shown.delete(subject);
  }
}
