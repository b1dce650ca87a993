import { elements } from "./elements.ts";

/** In the order of the high-point codes: 1 Realistic to 6 Conventional. */
export const interestTypes = elements(`
1.B.1.a | Realistic | machines 2, physical 2 | Working with tools, machines, plants, animals and real materials.
1.B.1.b | Investigative | science 2, think 2, computing | Studying, testing and finding things out.
1.B.1.c | Artistic | creative | Creating original art, texts, designs or performances.
1.B.1.d | Social | people, care 2 | Helping, teaching, advising and caring for people.
1.B.1.e | Enterprising | lead 2, business 2 | Leading, selling and starting things.
1.B.1.f | Conventional | order 3, numbers | Following procedures and keeping information in order.
`);

/** The three elements that hold an occupation's highest interests as codes. */
export const HIGH_POINTS = [
  ["1.B.1.g", "First Interest High-Point"],
  ["1.B.1.h", "Second Interest High-Point"],
  ["1.B.1.i", "Third Interest High-Point"],
] as const;

/** [words for doing, words for things] of each interest type, in the same order. */
export const keywords = [
  ["assemble, drive, mend, steer", "engines, timber, livestock"],
  ["examine, question, measure, compare", "evidence, theories, samples"],
  ["draw, imagine, sing, shape", "pictures, stories, sound"],
  ["assist, listen, care, tutor", "families, health, community"],
  ["persuade, organize, pitch, decide", "deals, teams, ventures"],
  ["sort, file, check, calculate", "records, budgets, schedules"],
] as const;

export const interestAreas = elements(`
1.B.3.a | Mechanics/Electronics | machines | Keeping machinery and electronics working.
1.B.3.b | Construction/Woodwork | machines, physical | Building, fitting and repairing structures.
1.B.3.c | Transportation/Machine Operation | machines 2, physical | Driving vehicles and running machines.
1.B.3.d | Physical/Manual Labor | physical | Moving and handling goods and materials.
1.B.3.e | Protective Service | physical, order, people | Keeping people and property safe.
1.B.3.f | Agriculture | physical 2, science | Growing crops and raising animals.
1.B.3.g | Nature/Outdoors | physical, science | Looking after land, water and wildlife.
1.B.3.h | Animal Service | care, physical | Feeding, training and treating animals.
1.B.3.i | Athletics | physical 2, people | Competing in or supporting sports.
1.B.3.j | Engineering | science, machines, numbers | Designing and testing technical solutions.
1.B.3.k | Physical Science | science 3, numbers | Studying matter, energy and the earth.
1.B.3.l | Life Science | science 3, care | Studying living things.
1.B.3.m | Medical Science | science, care | Studying disease and its treatment.
1.B.3.n | Social Science | verbal, think, people | Studying how people live together.
1.B.3.o | Humanities | verbal 2, creative | Studying history, culture and language.
1.B.3.p | Mathematics/Statistics | numbers 3, think | Developing and applying mathematics.
1.B.3.q | Information Technology | computing | Building and running computer systems.
1.B.3.r | Visual Arts | creative | Making pictures, sculpture and photographs.
1.B.3.s | Applied Arts and Design | creative 3, computing | Designing products, rooms, pages and clothes.
1.B.3.t | Performing Arts | creative 2, people | Acting, dancing and directing.
1.B.3.u | Music | creative | Composing, playing and singing.
1.B.3.v | Creative Writing | creative 2, verbal | Writing stories, poems and scripts.
1.B.3.w | Media | creative, verbal, computing | Producing news, shows and publications.
1.B.3.x | Culinary Art | creative, physical, people | Cooking and presenting food.
1.B.3.y | Teaching/Education | people, verbal, care | Teaching people of any age.
1.B.3.z | Social Service | care 2, people 2 | Helping people in difficult circumstances.
1.B.3.aa | Health Care Service | care 3, science | Diagnosing, treating and nursing people.
1.B.3.ab | Religious Activities | care, verbal, people | Leading worship and guiding a congregation.
1.B.3.ac | Personal Service | people 2, physical | Serving guests and clients in person.
1.B.3.ad | Professional Advising | people, verbal, business | Advising people on law, money or careers.
1.B.3.ae | Business Initiatives | business 2, lead | Planning and growing a business.
1.B.3.af | Sales | business 3, people | Selling goods or services.
1.B.3.ag | Marketing/Advertising | business 2, creative | Making products and services known.
1.B.3.ah | Finance | business, numbers 2 | Managing money and investments.
1.B.3.ai | Accounting | numbers, order 2 | Keeping and checking financial records.
1.B.3.aj | Human Resources | lead, people, order | Recruiting and developing employees.
1.B.3.ak | Office Work | order | Keeping an office running.
1.B.3.al | Management/Administration | lead 3, order | Directing daily operations.
1.B.3.am | Public Speaking | verbal, people, lead | Speaking to audiences.
1.B.3.an | Politics | lead, verbal, people | Influencing public decisions.
1.B.3.ao | Law | verbal 2, order, lead | Working with legal rules and cases.
`);
