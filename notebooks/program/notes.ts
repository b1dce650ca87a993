import { md } from "#notebook";
import type { Row as Program } from "../../sql/queries/programs.sql";

/** The loader names the programmes that come with its demonstration so. */
export function isSynthetic({ program }: Program): boolean {
  return program.startsWith("Demonstration: ");
}

export function syntheticNote(): HTMLElement {
  const note = md`
    This programme is made up: it came with the demonstration, and its links to occupations are no finding.
    \`npm run onet -- remove-demonstration\` removes all such programmes.
  `;
  note.classList.add("notice");
  return note;
}

/** In place of the page where no programme has been entered. */
export function noPrograms(): HTMLElement {
  const note = md`
    ## No programmes yet

    A programme is a course of study or training. Staff enter it once, with its institution, and link it to the
    occupations that it leads to; from then on this page shows what those occupations ask for, on every release that goes
    live. The owner of the database can also add one in SQL:

    ~~~sql
    INSERT INTO institution (name) VALUES ('Our college');
    INSERT INTO program (institution_id, name)
      SELECT institution_id, 'Nursing' FROM institution WHERE name = 'Our college';
    INSERT INTO occupation (onet_code) VALUES ('29-1141.00') ON CONFLICT DO NOTHING;
    INSERT INTO program_occupation (program_id, onet_code)
      SELECT program_id, '29-1141.00' FROM program WHERE name = 'Nursing';
    ~~~

    Until then: [the skill gap between two occupations](/notebooks/skill-gap).
  `;
  note.classList.add("card");
  const statements = note.querySelector("pre")!;
  statements.style.overflowX = "auto";
  statements.tabIndex = 0; // or it could not be scrolled by keyboard
  return note;
}
