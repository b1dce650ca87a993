/* ---
title: What a level looks like
description: >
  Examples of what people can do at some points of the level scale (LV, 0 to 7) of a skill, kind of knowledge, ability
  or work activity, as those who rate levels see them, and the programme's own wording for the lowest and the highest
  where staff have written one. Many anchors were reworded around release 30.2. No rows: the element has no anchors.
params:
  element:
    pattern: '^[124]\.\w+(\.\w+)*$'
    example: 2.B.3.e
    doc: 'element id; query elements finds it; a group such as 2.B has those of all in it'
columns:
  low_anchor: what a low level looks like in the programme's words for high-school readers
  high_anchor: what a high level looks like in those words
--- */
SELECT a.element_id,
       e.element_name,
       a.scale_id,
       a.anchor_value,
       a.anchor_description,
       h.low_anchor,
       h.high_anchor
FROM onet.level_scale_anchors a
JOIN onet.content_model_reference e ON e.element_id = a.element_id
LEFT JOIN public.hs_skill h ON h.onet_element_id = a.element_id AND h.deleted_at IS NULL
WHERE a.element_id = :element OR starts_with(a.element_id, :element || '.')
ORDER BY a.element_id, a.scale_id, a.anchor_value
