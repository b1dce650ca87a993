/** Statements to begin with, in the words of the newest release: bridges give older ones the same tables. */
export const EXAMPLES: { title: string; text: string }[] = [
  {
    title: "Find occupations",
    text: `SELECT onetsoc_code, title, description
FROM onet.occupation_data
WHERE title ILIKE '%nurs%'
ORDER BY title`,
  },
  {
    title: "Skills of one occupation",
    text: `-- Importance (IM) runs from 1 to 5. Values that O*NET recommends to suppress are left out.
SELECT e.element_name, s.data_value, s.lower_ci_bound, s.upper_ci_bound
FROM onet.essential_skills s
JOIN onet.content_model_reference e USING (element_id)
WHERE s.onetsoc_code = '29-1141.00'
  AND s.scale_id = 'IM'
  AND s.recommend_suppress IS DISTINCT FROM 'Y'
ORDER BY s.data_value DESC`,
  },
  {
    title: "Software",
    text: `SELECT workplace_example,
       count(DISTINCT onetsoc_code) AS occupations,
       bool_or(hot_technology = 'Y') AS hot
FROM onet.software_skills
GROUP BY workplace_example
ORDER BY occupations DESC, workplace_example
LIMIT 50`,
  },
  {
    title: "The programme's notes",
    text: `SELECT onetsoc_code, title, local_title, demand, sector, note
FROM app.occupation_profile
WHERE annotated
ORDER BY title`,
  },
  {
    title: "Tables and views",
    text: `SELECT n.nspname AS schema, c.relname AS name, obj_description(c.oid) AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('onet', 'app', 'public')
  AND c.relkind IN ('r', 'v')
  AND has_table_privilege(c.oid, 'SELECT')
ORDER BY 1, 2`,
  },
];
