import { cellText, isNone } from "./table-cell.ts";
import type { Sheet } from "./table-downloads.ts";
import { slices } from "./table-slices.ts";
import { columnWidths } from "./table-widths.ts";
import { zip } from "./table-zip.ts";

/** Excel's limits. */
const MAX_ROWS = 1_048_576;
const MAX_TEXT = 32_767;

/** Days from 1900 by Excel's count, which has a 29 February 1900, to 1970; before March 1900 the count is wrong. */
const DAYS_TO_1970 = 25_569;
const FIRST_DAY = 61;
const MS_A_DAY = 86_400_000;

/** Places in STYLES. Excel knows no time zones, so the format of a timestamptz says which it is. */
const STYLE: Record<string, number> = { header: 1, date: 2, timestamp: 3, timestamptz: 4 };
const DATE = "yyyy-mm-dd";
const TIME = `${DATE} hh:mm:ss`;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3">
<numFmt numFmtId="164" formatCode="${DATE}"/><numFmt numFmtId="165" formatCode="${TIME}"/>
<numFmt numFmtId="166" formatCode="${TIME} &quot;UTC&quot;"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="5">${[format(0), format(0, 1), format(164), format(165), format(166)].join("")}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const AROUND = {
  "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`,
  "_rels/.rels": relations({ officeDocument: "xl/workbook.xml" }),
  "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">
<sheets><sheet name="Data" sheetId="1" r:id="worksheet"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": relations({ worksheet: "worksheets/sheet1.xml", styles: "styles.xml" }),
  "xl/styles.xml": STYLES,
};

/**
 * An Excel workbook of one sheet: numbers, dates and booleans as such, all else text, never a formula; the header stays in
 * sight. Written here because write-excel-file 4.1 zips in a worker from a blob, which the content security policy forbids:
 * it waits for ever. Errors: RangeError for what is more than Excel holds.
 */
export async function toXlsx(sheet: Sheet, report: (done: number) => void): Promise<Blob> {
  const { columns, rows } = sheet;
  if (rows.length >= MAX_ROWS) throw new RangeError("Excel holds 1,048,575 rows: filter them, or take CSV");
  const encode = (text: string) => new TextEncoder().encode(text);
  const header = columns.map(({ name }, i) => textCell(`${letters(i)}1`, name, STYLE.header));
  const parts = [encode(`${opening(sheet)}<row r="1">${header.join("")}</row>`)];
  const references = columns.map((_, i) => letters(i));
  let number = 1;
  for await (const slice of slices(rows, report)) {
    let xml = "";
    for (const row of slice) {
      number++;
      xml += `<row r="${number}">`;
      columns.forEach(({ name, type }, i) => {
        xml += cell(references[i]! + number, row[name], type);
      });
      xml += "</row>";
    }
    parts.push(encode(xml));
  }
  parts.push(encode("</sheetData></worksheet>"));
  const around = Object.entries(AROUND).map(([name, text]) => ({ name, parts: [encode(text)] }));
  const file = await zip([...around, { name: "xl/worksheets/sheet1.xml", parts }]);
  return new Blob([file], { type: `${SHEET_TYPE}.sheet` });
}

function opening({ columns, rows }: Sheet): string {
  const widths = columnWidths(columns, rows).map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width + 2}" customWidth="1"/>`,
  );
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>
<cols>${widths.join("")}</cols><sheetData>`;
}

function cell(reference: string, value: unknown, type: string): string {
  if (isNone(value)) return "";
  if (typeof value === "number" && Number.isFinite(value)) return `<c r="${reference}"><v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c r="${reference}" t="b"><v>${Number(value)}</v></c>`;
  const day = typeof value === "string" ? dayOf(value, type) : undefined;
  if (day !== undefined) return `<c r="${reference}" s="${STYLE[type]}"><v>${day}</v></c>`;
  return textCell(reference, cellText(value, type));
}

function textCell(reference: string, text: string, style = 0): string {
  if (text.length > MAX_TEXT) {
    const length = text.length.toLocaleString("en");
    throw new RangeError(
      `cell ${reference} has ${length} characters and Excel holds 32,767: take CSV or Parquet`,
    );
  }
  const styled = style ? ` s="${style}"` : "";
  return `<c r="${reference}" t="inlineStr"${styled}><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Excel's number of a date or time. Undefined for what is none, or has none there, e.g. infinity: it stays text. */
function dayOf(text: string, type: string): number | undefined {
  if (!(type in STYLE)) return undefined;
  const zone = { date: "T00:00:00Z", timestamp: "Z" }[type] ?? "";
  const day = Date.parse(text + zone) / MS_A_DAY + DAYS_TO_1970;
  return day >= FIRST_DAY ? day : undefined;
}

/** XML's own characters, and by Excel's _x000D_ what XML has no room for or would change. */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
    });
}

/** A column's name: A, B … Z, AA … */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function format(numberFormat: number, font = 0): string {
  const applied = 'xfId="0" applyNumberFormat="1" applyFont="1"';
  return `<xf numFmtId="${numberFormat}" fontId="${font}" fillId="0" borderId="0" ${applied}/>`;
}

function relations(targets: Record<string, string>): string {
  const each = Object.entries(targets).map(
    ([type, target]) => `<Relationship Id="${type}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}
