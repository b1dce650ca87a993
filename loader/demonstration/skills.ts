import { elements } from "./elements.ts";

export const essentialSkills = elements(`
2.A.1.a | Reading Comprehension | verbal 3, think | Understanding the written material that the work depends on.
2.A.1.b | Active Listening | people 2, verbal 2 | Hearing people out and asking until their point is clear.
2.A.1.c | Writing | verbal 4, order | Putting things in writing so that the intended readers understand them.
2.A.1.d | Speaking | people 2, verbal 2 | Getting information across by talking.
2.A.1.e | Mathematics | numbers | Solving work problems with numbers and formulas.
2.A.1.f | Science | science | Applying scientific rules and methods to work problems.
2.A.2.a | Critical Thinking | think 4, verbal | Weighing arguments and finding the weak spots of possible answers.
2.A.2.b | Active Learning | think 3, verbal, science | Seeing what new information means for the work at hand and ahead.
2.A.2.c | Learning Strategies | people, verbal 2, care | Choosing ways of teaching or learning that suit the matter.
2.A.2.d | Monitoring | think 2, lead, order | Checking how oneself, others or an organization are doing, and correcting it.
`);

export const transferableSkills = elements(`
2.B.1.a | Social Perceptiveness | people 3, care 2 | Noticing how others react and understanding why.
2.B.1.b | Coordination | people 2, lead 2 | Fitting one's own actions to those of others.
2.B.1.c | Persuasion | people, business, lead, verbal | Bringing others to change their mind or behavior.
2.B.1.d | Negotiation | business 2, lead 2, people | Bringing parties together to settle their differences.
2.B.1.e | Instructing | people, verbal 2, lead | Showing others how something is done.
2.B.1.f | Service Orientation | people 3, care 2 | Looking for ways to be of help.
2.B.2.i | Complex Problem Solving | think 4, science | Working out options for hard problems and putting one into practice.
2.B.3.a | Operations Analysis | computing 2, think, creative | Turning needs and requirements into a design.
2.B.3.b | Technology Design | computing 3, creative, machines | Making or adapting equipment and technology for its users.
2.B.3.c | Equipment Selection | machines 4, physical | Deciding which tools and equipment a job needs.
2.B.3.d | Installation | machines 4, computing | Putting equipment, machines or programs in place as specified.
2.B.3.e | Programming | computing | Writing computer programs.
2.B.3.g | Operations Monitoring | machines 3, order, science | Watching gauges and indicators to see that a machine works properly.
2.B.3.h | Operation and Control | machines 3, physical 2 | Running equipment or systems.
2.B.3.j | Equipment Maintenance | machines 4, physical | Keeping equipment in order and knowing when it needs care.
2.B.3.k | Troubleshooting | machines 3, computing, think | Finding out why something does not work.
2.B.3.l | Repairing | machines 4, physical 2 | Making machines or systems work again.
2.B.3.m | Quality Control Analysis | machines, order, science | Testing products or processes to judge their quality.
2.B.4.e | Judgment and Decision Making | think 3, lead | Choosing the best course after weighing costs and benefits.
2.B.4.g | Systems Analysis | think, computing, numbers, science | Working out how a system should run and how changes would affect it.
2.B.4.h | Systems Evaluation | think 2, computing, lead, numbers | Measuring how well a system performs and what would improve it.
2.B.5.a | Time Management | order, lead, think, people | Planning one's own time and that of others.
2.B.5.b | Management of Financial Resources | lead 2, business 2, numbers | Deciding how money is spent and accounting for it.
2.B.5.c | Management of Material Resources | lead 3, business, machines | Providing the equipment, rooms and material that the work needs.
2.B.5.d | Management of Personnel Resources | lead 4, people | Developing and directing people, and finding the right ones for a job.
`);

export const knowledge = elements(`
2.C.1.a | Administration and Management | lead 3, business 2 | Planning, leading and using the resources of an organization.
2.C.1.b | Administrative | order 3, verbal | Office procedures, records and forms.
2.C.1.c | Economics and Accounting | numbers 2, business 3 | Markets, banking, bookkeeping and financial reports.
2.C.1.d | Sales and Marketing | business 4, people | Showing, promoting and selling products or services.
2.C.1.e | Customer and Personal Service | people 3, business, care | Finding out what customers need and serving them well.
2.C.1.f | Personnel and Human Resources | lead 3, people, order | Hiring, training, pay and labor relations.
2.C.2.a | Production and Processing | machines 2, business, order | Raw materials, processes, quality and costs of making goods.
2.C.2.b | Food Production | physical, business | Growing, raising, storing and preparing food.
2.C.3.a | Computers and Electronics | computing 4, machines | Hardware, electronics, software and programming.
2.C.3.b | Engineering and Technology | science 2, machines 2, computing | Applying engineering science to design and production.
2.C.3.c | Design | creative 3, computing, machines | Techniques and tools for technical plans, drawings and models.
2.C.3.d | Building and Construction | machines 2, physical 2 | Materials, methods and tools for building and repairing structures.
2.C.3.e | Mechanical | machines | Machines and tools, how they are built, used and repaired.
2.C.4.a | Mathematics | numbers 4, science | Arithmetic, algebra, geometry, calculus and statistics with their uses.
2.C.4.b | Physics | science 2, machines 2, numbers | Physical laws and how they govern materials, fluids and machines.
2.C.4.c | Chemistry | science 4, machines | Substances, their structure, reactions and safe use.
2.C.4.d | Biology | science 2, care 2 | Plants, animals, their cells and how they depend on each other.
2.C.4.e | Psychology | care 2, people 2, verbal | Human behavior, abilities, learning and disorders.
2.C.4.f | Sociology and Anthropology | care, people, verbal | Groups, societies and cultures.
2.C.4.g | Geography | science, verbal, order | Lands, seas and places, and what lives where.
2.C.5.a | Medicine and Dentistry | care 3, science 2 | Diagnosing, treating and preventing illness and injury.
2.C.5.b | Therapy and Counseling | care 4, people | Helping people with physical or mental difficulties.
2.C.6 | Education and Training | verbal 2, people 2, care | Designing lessons, teaching and measuring what was learned.
2.C.7.a | English Language | verbal 4, order | Meaning, spelling and grammar of English.
2.C.7.b | Foreign Language | verbal 2, people | Meaning, spelling and grammar of another language.
2.C.7.c | Fine Arts | creative | Music, dance, visual arts, drama and sculpture.
2.C.7.d | History and Archeology | verbal, creative | Past events, their causes and their traces.
2.C.7.e | Philosophy and Theology | verbal, care | Systems of thought, ethics and religions.
2.C.8.a | Public Safety and Security | physical 2, order, people | Protecting people, data and property.
2.C.8.b | Law and Government | verbal, order, lead | Laws, courts, regulations and agencies.
2.C.9.a | Telecommunications | computing 3, machines | Sending, switching and operating telecommunication systems.
2.C.9.b | Communications and Media | creative 2, verbal 2 | Producing and spreading information in writing, sound and pictures.
2.C.10 | Transportation | physical, machines, business | Moving people or goods by road, rail, sea or air.
`);
