import type { Family } from "./traits.ts";

export interface Software {
  name: string;
  /** Kind of software (2.E). */
  elementId: string;
  hot: boolean;
}

/** Kinds of software that the demonstration uses. */
export const softwareKinds: Readonly<Record<string, string>> = {
  "2.E.1.a": "Helpdesk or call center software",
  "2.E.1.c": "Human resources software",
  "2.E.1.e": "Project management software",
  "2.E.1.f": "Inventory management software",
  "2.E.2.a": "Accounting software",
  "2.E.2.b": "Enterprise resource planning ERP software",
  "2.E.4.b": "Graphics or photo imaging software",
  "2.E.4.d": "Word processing software",
  "2.E.4.f": "Presentation software",
  "2.E.4.g": "Web page creation and editing software",
  "2.E.4.h": "Calendar and scheduling software",
  "2.E.4.i": "Spreadsheet software",
  "2.E.5.c": "File versioning software",
  "2.E.6.c": "Customer relationship management CRM software",
  "2.E.6.d": "Data base management system software",
  "2.E.7.b": "Development environment software",
  "2.E.7.e": "Object or component oriented development software",
  "2.E.8.d": "Route navigation software",
  "2.E.8.e": "Multi-media educational software",
  "2.E.9.c": "Computer aided design CAD software",
  "2.E.9.d": "Analytical or scientific software",
  "2.E.9.g": "Industrial control software",
  "2.E.9.i": "Medical software",
  "2.E.9.j": "Point of sale POS software",
  "2.E.11.a": "Network monitoring software",
  "2.E.13.c": "Operating system software",
  "2.E.16.a": "Electronic mail software",
};

const products = new Map<string, Software>(
  `
Microsoft Excel | 2.E.4.i | hot
Microsoft Word | 2.E.4.d | hot
Microsoft PowerPoint | 2.E.4.f | hot
Microsoft Outlook | 2.E.16.a | hot
Microsoft Project | 2.E.1.e | hot
Atlassian JIRA | 2.E.1.e | hot
SAP software | 2.E.2.b | hot
Intuit QuickBooks | 2.E.2.a | hot
Salesforce software | 2.E.6.c | hot
Workday software | 2.E.1.c | hot
Git | 2.E.5.c | hot
Python | 2.E.7.e | hot
Java | 2.E.7.e | hot
C++ | 2.E.7.e | hot
JavaScript | 2.E.4.g | hot
Eclipse IDE | 2.E.7.b | hot
PostgreSQL | 2.E.6.d | hot
MySQL | 2.E.6.d | hot
R | 2.E.7.e | hot
Linux | 2.E.13.c | hot
Wireshark | 2.E.11.a | hot
Nagios | 2.E.11.a | hot
Autodesk AutoCAD | 2.E.9.c | hot
Dassault Systemes SolidWorks | 2.E.9.c | hot
The MathWorks MATLAB | 2.E.9.d | hot
IBM SPSS Statistics | 2.E.9.d | hot
Adobe Photoshop | 2.E.4.b | hot
Adobe Illustrator | 2.E.4.b | hot
Epic Systems | 2.E.9.i | hot
Medical records software | 2.E.9.i
Help desk software | 2.E.1.a
Inventory tracking software | 2.E.1.f
Scheduling software | 2.E.4.h
Learning management software | 2.E.8.e
Machine control software | 2.E.9.g
Point of sale software | 2.E.9.j
Route planning software | 2.E.8.d
`
    .trim()
    .split("\n")
    .map((line) => {
      const [name = "", elementId = "", hot] = line.split(" | ");
      return [name, { name, elementId, hot: hot === "hot" }];
    }),
);

const OF_FAMILY: Readonly<Record<Family, string>> = {
  management: "Microsoft Excel; Microsoft PowerPoint; Microsoft Project; SAP software",
  finance: "Microsoft Excel; SAP software; Intuit QuickBooks; Microsoft Word",
  computing: "Git; Python; Linux; PostgreSQL; Atlassian JIRA",
  engineering: "Autodesk AutoCAD; The MathWorks MATLAB; Microsoft Project; Microsoft Excel",
  science: "R; IBM SPSS Statistics; Python; Microsoft Excel",
  counsel: "Microsoft Word; Microsoft Outlook; Scheduling software",
  teaching: "Learning management software; Microsoft PowerPoint; Microsoft Word",
  arts: "Adobe Photoshop; Adobe Illustrator; Microsoft Word",
  health: "Epic Systems; Medical records software; Microsoft Outlook",
  healthSupport: "Medical records software; Scheduling software",
  protection: "Microsoft Word; Microsoft Outlook",
  hospitality: "Point of sale software; Scheduling software",
  sales: "Salesforce software; Microsoft Excel; Microsoft Outlook",
  office: "Microsoft Excel; Microsoft Word; Microsoft Outlook; Scheduling software",
  construction: "Autodesk AutoCAD; Microsoft Excel",
  repair: "Machine control software; Inventory tracking software",
  production: "Machine control software; SAP software; Microsoft Excel",
  transport: "Route planning software; Inventory tracking software",
};

/** Software of a family, then what the occupation uses besides; `more` is separated by semicolons. */
export function softwareOf(family: Family, more = ""): Software[] {
  const names = new Set([
    ...more.split("; ").filter((name) => name !== ""),
    ...OF_FAMILY[family].split("; "),
  ]);
  return [...names].map((name) => {
    const product = products.get(name);
    if (!product) throw new Error(`unknown software "${name}"`);
    return product;
  });
}
