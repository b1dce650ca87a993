let sheet: CSSStyleSheet | undefined;

/** The look of what stands in a shadow root beside a cell; the page's variables reach into it. */
export function toolsStyle(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(TEXT);
  }
  return sheet;
}

const TEXT = `
:host {
  position: relative;
  --sql-string: light-dark(#7a4a00, #f0c27b);
  --sql-number: light-dark(#8a2f7c, #e5a3dc);
  --sql-type: light-dark(#1f5fa8, #8fb8ef);
}
:host([data-kind="markdown"]:empty) { display: block !important; min-height: 1.6rem; }
:host([data-displays="false"][data-kind="code"]) { display: flex !important; min-height: 1.6rem; gap: 0 !important; }
:host([data-displays="false"][data-kind="code"]:not([data-state="failed"])) slot { display: none; }
.about { display: none; flex: 1 0 100%; color: var(--quiet); font-size: 0.8rem; line-height: 1.6rem; }
:host([data-displays="false"][data-kind="code"]:not([data-state="failed"])) .about,
:host([data-kind="markdown"]:empty) .about { display: block; }
button {
  padding: 0.1rem 0.5rem;
  border: 1px solid var(--line-strong);
  border-radius: 6px;
  background: var(--surface);
  color: var(--accent);
  font: inherit;
  cursor: pointer;
}
button:disabled { color: var(--quiet); border-color: var(--line); cursor: default; }
button:hover:enabled { background: var(--accent-soft); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.tools {
  position: absolute;
  top: -0.7rem;
  right: 0;
  z-index: 2;
  display: flex;
  flex-wrap: wrap;
  justify-content: end;
  gap: 0.2rem;
  padding: 0.15rem;
  border-radius: 8px;
  background: var(--ground);
  font-size: 0.8rem;
  opacity: 0;
  pointer-events: none;
}
:host(:hover) .tools, .tools:focus-within { opacity: 1; pointer-events: auto; }
:host(:hover), :host(:focus-within) { outline: 1px solid var(--line); outline-offset: 0.35rem; }
@media (hover: none) { .tools { position: static; opacity: 1; pointer-events: auto; } }
.problems { flex: 1 0 100%; color: var(--error); font-size: 0.875rem; }
.problems, .problems ul { margin: 0; padding: 0; list-style: none; }
.problems li { overflow-wrap: anywhere; white-space: pre-line; }
.place { flex: 1 0 100%; min-width: 0; }
.place:empty, .problems:empty { display: none; }
.editor { margin-top: 0.5rem; padding: 0.6rem; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--surface); }
.label { margin: 0 0 0.4rem; color: var(--quiet); font-size: 0.8rem; }
.field { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.field:focus-within { outline: 2px solid var(--accent); }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin-top: 0.5rem; font-size: 0.875rem; }
.row kbd, .row [role="status"] { font: inherit; color: var(--quiet); }
.comparison { margin-top: 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
.comparison p { margin: 0 0 0.5rem; color: var(--warn); }
.versions { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0.75rem; }
.versions section { min-width: 0; }
h3 { margin: 0 0 0.25rem; font-size: 0.875rem; }
pre {
  max-height: 24rem;
  margin: 0;
  padding: 0.5rem;
  overflow: auto;
  border: 1px solid var(--line);
  border-radius: 6px;
  font: 0.8rem/1.5 ui-monospace, "Cascadia Code", Menlo, Consolas, monospace;
}
mark { background: var(--warn-soft); color: inherit; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin: 0 0 1rem; color: var(--quiet); font-size: 0.8rem; }
.toast {
  position: fixed;
  bottom: 1rem;
  left: 50%;
  z-index: 5;
  display: flex;
  align-items: center;
  gap: 0.75rem;
  padding: 0.5rem 1rem;
  translate: -50%;
  border: 1px solid var(--line-strong);
  border-radius: 8px;
  background: var(--surface);
  color: var(--text);
}
.toast:empty { display: none; }
`;
