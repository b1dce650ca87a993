/** One sentence for each table of either vocabulary, shown by the schema browser. */
export const tableComments: Readonly<Record<string, string>> = {
  abilities: "How important each of 52 abilities is for an occupation, and at which level it is needed.",
  abilities_to_work_activities: "Which abilities each generalized work activity draws on.",
  abilities_to_work_context: "Which abilities each condition of the work context calls for.",
  alternate_titles: "Other job titles under which an occupation is known, for searching.",
  basic_interests_to_riasec: "Which of the six RIASEC interests each basic interest belongs to.",
  career_interest_type_keywords: "Words that describe each of the six RIASEC interest types.",
  career_interest_types:
    "How well an occupation fits each RIASEC interest, and its three highest interests as codes.",
  content_model_reference:
    "Every element of the O*NET content model: skills, abilities, knowledge, activities and more.",
  dwa_reference: "Detailed work activities, each below one intermediate work activity.",
  education: "Share of respondents who name each level of education, and the weight of certification.",
  education_categories: "What the numbered answers about education mean.",
  education_training_experience:
    "Share of respondents for each level of education, experience and training required.",
  emerging_tasks: "Tasks proposed as new or reworded that are not in the task list yet.",
  essential_skills:
    "How important each of 10 essential skills (2.A) is for an occupation, and at which level.",
  essential_skills_to_work_activities: "Which essential skills each generalized work activity draws on.",
  essential_skills_to_work_context: "Which essential skills each condition of the work context calls for.",
  ete_categories: "What the numbered answers about education, training and experience mean.",
  gwas_to_iwas: "Intermediate work activities, each below one generalized work activity.",
  gwas_to_iwas_to_dwas:
    "Detailed work activities with the intermediate and generalized activities above them.",
  interests: "How well an occupation fits each RIASEC interest, and its three highest interests as codes.",
  interests_illus_activities: "Activities that illustrate each interest.",
  interests_illus_occupations: "Occupations that illustrate each interest.",
  interests_illustrative_activities: "Activities that illustrate each interest.",
  interests_illustrative_occupations: "Occupations that illustrate each interest.",
  iwa_reference: "Intermediate work activities, each below one generalized work activity.",
  job_titles: "Other job titles under which an occupation is known, for searching.",
  job_zone_reference:
    "What each job zone means: the preparation an occupation needs, from little to extensive.",
  job_zones: "The job zone of each occupation.",
  knowledge: "How important each of 33 areas of knowledge is for an occupation, and at which level.",
  level_scale_anchors: "Examples that fix what low, middle and high values on a level scale look like.",
  occupation_data: "Every occupation of the O*NET-SOC taxonomy with its title and description.",
  occupation_level_metadata:
    "Who answered the surveys about an occupation: response rates, industries, tenure.",
  related_occupations: "Occupations similar to an occupation, the closest first.",
  riasec_keywords: "Words that describe each of the six RIASEC interests.",
  sample_of_reported_titles: "Job titles that workers in the occupation reported.",
  scales_reference: "Every rating scale with its smallest and largest value.",
  skills: "How important each of 35 skills is for an occupation, and at which level it is needed.",
  skills_to_work_activities: "Which skills each generalized work activity draws on.",
  skills_to_work_context: "Which skills each condition of the work context calls for.",
  software_skills: "Software used in an occupation, with the kind of software (2.E) it belongs to.",
  specific_interest_areas: "How well an occupation fits each of 41 specific interest areas.",
  specific_interest_areas_to_career_interest_types:
    "Which RIASEC interest types each specific interest area belongs to.",
  survey_booklet_locations: "Where each rated element is asked about in the survey booklets.",
  task_categories: "What the numbered answers about task frequency mean.",
  task_ratings: "How often each task is done, how important it is and to how many workers it applies.",
  task_statements: "The tasks of each occupation.",
  tasks_to_dwas: "Which detailed work activities each task is an instance of.",
  technology_skills: "Software and technology used in an occupation, by UNSPSC commodity.",
  tools_used: "Tools and machines used in an occupation, by UNSPSC commodity.",
  training_and_experience: "Share of respondents for each amount of experience and training required.",
  training_and_experience_categories: "What the numbered answers about training and experience mean.",
  transferable_skills:
    "How important each of 25 transferable skills (2.B) is for an occupation, and at which level.",
  transferable_skills_to_work_activities:
    "Which transferable skills each generalized work activity draws on.",
  transferable_skills_to_work_context:
    "Which transferable skills each condition of the work context calls for.",
  unspsc_reference: "The UNSPSC commodities that tools and technology are filed under.",
  work_activities:
    "How important each of 41 generalized work activities is for an occupation, and at which level.",
  work_context:
    "Conditions under which the work of an occupation is done, as means and shares of respondents.",
  work_context_categories: "What the numbered answers about work context mean.",
  work_styles:
    "How much each work style matters: 16 traits (1.C) up to 30.0, 21 other traits (1.D) since 30.1.",
  work_styles_to_work_activities: "Which work styles each generalized work activity draws on.",
  work_styles_to_work_context: "Which work styles each condition of the work context calls for.",
  work_values:
    "How far an occupation satisfies each of six work values, and its three highest values as codes.",
};

/** What the important columns mean, wherever they occur. */
export const columnComments: Readonly<Record<string, string>> = {
  onetsoc_code: "Occupation code, NN-NNNN.NN.",
  related_onetsoc_code: "Code of the similar occupation.",
  element_id: "Element of the content model; its prefixes name the groups above it.",
  scale_id: "Scale of data_value. IM (1 to 5) and LV (0 to 7) measure different things: never mix them.",
  data_value:
    "The rating on scale_id: a mean, or a percentage where category is set. IH and VH are codes: never average.",
  category: "Numbered answer that data_value counts in percent; empty where data_value is a mean.",
  n: "Number of raters; empty where there were none.",
  standard_error: "Standard error of data_value; empty for Occupational Expert rows.",
  lower_ci_bound: "Lower bound of the 95 % confidence interval, often asymmetric: do not recompute it.",
  upper_ci_bound: "Upper bound of the 95 % confidence interval, often asymmetric: do not recompute it.",
  recommend_suppress: "Y for low precision; empty means not assessed, so filter by IS DISTINCT FROM 'Y'.",
  not_relevant:
    "Y on a level means that the occupation does not need the element: the level is no measurement.",
  date_updated: "First day of the month in which the row was last updated.",
  domain_source: "Who supplied the value, for example Incumbent, Analyst or Occupational Expert.",
  task_id: "Task; the number stays, but the occupation of a task may change between taxonomies.",
  task_type: "Core or Supplemental; empty where not yet decided.",
  incumbents_responding: "Number of workers who rated the task.",
  original_task_id: "The task that a revision would replace.",
  relatedness_tier: "Primary-Short (index 1 to 5), Primary-Long (6 to 10) or Supplemental (11 to 20).",
  related_index: "Rank of the related occupation, 1 is the closest.",
  hot_technology: "Y where many employers ask for it.",
  in_demand: "Y where employers ask for it often in this very occupation.",
  percent: "Share of respondents who gave this response, or a rate, in percent.",
  job_zone: "Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2.",
  svp_range: "Range of specific vocational preparation.",
  sources: "Numbers of the sources that the title was found in.",
  shown_in_my_next_move: "Y where the title is shown on My Next Move.",
  minimum: "Smallest value of the scale.",
  maximum: "Largest value of the scale.",
};
