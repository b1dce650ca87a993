/* ---
title: How ratings spread over occupations
description: >
  For each element of a domain: mean, standard deviation and quartiles of its ratings over occupations, on one scale.
  Each occupation counts once, however many people work in it. Suppressed ratings are left out; so are levels marked
  not relevant, whose number is given: a high mean level with many of them means "rarely needed, but then at a high
  level".
params:
  domain: { enum: [skill, knowledge, ability, work activity], default: skill }
  scale: { enum: [IM, LV], default: IM, doc: 'importance (IM, 1 to 5) or level (LV, 0 to 7)' }
columns:
  occupations: occupations with a usable rating
  deviation: standard deviation over occupations, not the precision of a rating
  suppressed_occupations: occupations whose rating is suppressed
  irrelevant_occupations: occupations for which the level is marked not relevant, and not suppressed
--- */
SELECT domain,
       element_id,
       element_name,
       count(*) FILTER (WHERE usable)::integer AS occupations,
       (avg(data_value) FILTER (WHERE usable))::numeric(5,2) AS mean,
       (stddev_samp(data_value) FILTER (WHERE usable))::numeric(5,2) AS deviation,
       (min(data_value) FILTER (WHERE usable))::numeric(5,2) AS lowest,
       (percentile_cont(0.25) WITHIN GROUP (ORDER BY data_value) FILTER (WHERE usable))::numeric(5,2) AS lower_quartile,
       (percentile_cont(0.5) WITHIN GROUP (ORDER BY data_value) FILTER (WHERE usable))::numeric(5,2) AS median,
       (percentile_cont(0.75) WITHIN GROUP (ORDER BY data_value) FILTER (WHERE usable))::numeric(5,2) AS upper_quartile,
       (max(data_value) FILTER (WHERE usable))::numeric(5,2) AS highest,
       count(*) FILTER (WHERE suppressed)::integer AS suppressed_occupations,
       count(*) FILTER (WHERE irrelevant AND NOT suppressed)::integer AS irrelevant_occupations
FROM (
  SELECT *, NOT suppressed AND NOT irrelevant AS usable
  FROM app.skill_rating
  WHERE domain LIKE '%' || :domain AND scale_id = :scale
) r
GROUP BY domain, element_id, element_name
ORDER BY mean DESC NULLS LAST, element_id
