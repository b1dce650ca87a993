import type { QueryField } from "./query-fields.ts";

interface FieldProps {
  field: QueryField;
  value: string;
  fault: string | undefined;
}

/** A parameter's place in the form. Without JavaScript it is a plain input; server/browser/query-field.ts brings codes to life. */
export function QueryFieldInput({ field, value, fault }: FieldProps) {
  const { name, kind, isList, isNumeric, example, fallback, pattern } = field;
  const id = `param-${name}`;
  const hint = hintOf(field);
  const isCode = kind === "occupation" || kind === "element";
  return (
    <div
      class={`field ${kind}${isList ? " list" : ""}`}
      data-field={name}
      data-kind={kind}
      data-list={isList ? "" : undefined}
      data-numeric={isNumeric ? "" : undefined}
      data-required={field.isRequired ? "" : undefined}
      data-example={example || fallback}
      data-pattern={isCode ? pattern : undefined}
    >
      <div class={isCode ? "combobox" : undefined}>
        <label for={id}>
          <code>{name}</code>
          {!field.isRequired && fallback === "" && <span> optional</span>}
        </label>
        <Input field={field} id={id} value={value} fault={fault} />
        {isCode && <div id={`${id}-list`} role="listbox" aria-label={`Choices for ${name}`} hidden />}
      </div>
      {hint && (
        <p class="doc" id={`${id}-doc`}>
          {hint}
        </p>
      )}
      <p class="fault" id={`${id}-fault`} hidden={fault === undefined}>
        {fault}
      </p>
    </div>
  );
}

function Input({ field, id, value, fault }: FieldProps & { id: string }) {
  const { name, kind, choices, isRequired, isWhole, least, most } = field;
  const common = {
    id,
    name,
    required: isRequired,
    "aria-describedby": `${hintOf(field) ? `${id}-doc ` : ""}${id}-fault`,
    "aria-invalid": fault === undefined ? undefined : ("true" as const),
  };
  if (kind === "flag" && field.fallback === "false")
    return <input {...common} type="checkbox" value="true" checked={value === "true"} />;
  if (kind === "choice" || kind === "flag") {
    return (
      <select {...common}>
        {field.fallback === "" && <option value="">{isRequired ? "Choose…" : "Any"}</option>}
        {choices.map((choice) => (
          <option
            value={choice}
            selected={choice === (value || field.fallback)}
            data-usual={choice === field.fallback ? "" : undefined}
          >
            {choice}
          </option>
        ))}
      </select>
    );
  }
  const text = { ...common, value, placeholder: placeholderOf(field), autocomplete: "off" };
  if (kind === "number")
    return <input {...text} type="number" min={least} max={most} step={isWhole ? 1 : "any"} />;
  if (kind === "date") return <input {...text} type="date" />;
  if (field.isList) return <input {...text} type="text" spellcheck={false} />;
  return <input {...text} type="text" spellcheck={false} minlength={least} maxlength={most} />;
}

/** Lists of codes turn into chips, others are typed. */
function hintOf({ doc, kind, isList }: QueryField): string {
  return [doc, isList && kind === "text" && "several are separated by commas"].filter(Boolean).join("; ");
}

function placeholderOf({ example, fallback, isList }: QueryField): string | undefined {
  if (fallback) return `${fallback} unless given`;
  if (!example) return undefined;
  return isList ? `e.g. ${example.replaceAll(",", ", ")}` : `e.g. ${example}`;
}
