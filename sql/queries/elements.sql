/* ---
title: Elements of the content model
description: >
  Finds skills, kinds of knowledge, abilities, work activities and everything else that O*NET has a place for in its
  content model, by words in the name or the description. Matches in the name come first. From release 30.3 on names
  are not unique, so use the id. Only elements with ratings can be asked for in queries such as
  occupations-by-element.
params:
  words: { optional: true, minLength: 2, maxLength: 60, example: programming, doc: what to look for; all elements without it }
  top: { min: 1, max: 5000, default: 100, doc: how many to list }
columns:
  within: name of the element that it belongs to
  domain: what it is rated as, with ratings on scales IM and LV; NULL for others
--- */
SELECT e.element_id,
       e.element_name,
       parent.element_name AS within,
       CASE WHEN NOT EXISTS (SELECT FROM onet.level_scale_anchors a WHERE a.element_id = e.element_id) THEN NULL
            WHEN e.element_id LIKE '1.A.%' THEN 'ability'
            WHEN e.element_id LIKE '2.A.%' THEN 'essential skill'
            WHEN e.element_id LIKE '2.B.%' THEN 'transferable skill'
            WHEN e.element_id LIKE '2.C.%' THEN 'knowledge'
            WHEN e.element_id LIKE '4.A.%' THEN 'work activity' END AS domain,
       e.description
FROM onet.content_model_reference e
LEFT JOIN onet.content_model_reference parent ON parent.element_id = regexp_replace(e.element_id, '\.\w+$', '')
  AND parent.element_id <> e.element_id
WHERE :words::text IS NULL OR strpos(lower(e.element_name || ' ' || e.description), lower(:words)) > 0
ORDER BY (strpos(lower(e.element_name), lower(:words)) > 0) DESC NULLS LAST, domain NULLS LAST, e.element_id
LIMIT :top
