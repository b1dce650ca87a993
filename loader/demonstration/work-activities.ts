import { elements } from "./elements.ts";

/** The 41 generalized work activities (GWAs). */
export const workActivities = elements(`
4.A.1.a.1 | Getting Information | think 2, verbal 2 | Finding the information that the work needs.
4.A.1.a.2 | Monitoring Processes, Materials, or Surroundings | order, machines, science, care | Watching for problems.
4.A.1.b.1 | Identifying Objects, Actions, and Events | think, order, care | Recognizing what things are and how they change.
4.A.1.b.2 | Inspecting Equipment, Structures, or Materials | machines 4, physical | Looking for defects and their causes.
4.A.1.b.3 | Estimating the Quantifiable Characteristics of Products, Events, or Information | numbers 2, machines, think | Estimating sizes, amounts, times and costs.
4.A.2.a.1 | Judging the Qualities of Objects, Services, or People | think, business, creative, lead | Judging worth and quality.
4.A.2.a.2 | Processing Information | order 2, numbers 2, computing | Sorting, coding, calculating and checking data.
4.A.2.a.3 | Evaluating Information to Determine Compliance with Standards | order 3, think | Deciding whether something follows the rules.
4.A.2.a.4 | Analyzing Data or Information | think 2, numbers, science, computing | Breaking information down to see what it means.
4.A.2.b.1 | Making Decisions and Solving Problems | think 3, lead | Choosing the best answer to a problem.
4.A.2.b.2 | Thinking Creatively | creative 3, think | Designing new things, ideas and relationships.
4.A.2.b.3 | Updating and Using Relevant Knowledge | think, science, verbal | Keeping up to date and applying it.
4.A.2.b.4 | Developing Objectives and Strategies | lead 3, think | Setting long-range goals and the way to them.
4.A.2.b.5 | Scheduling Work and Activities | lead, order 2 | Planning events, programs and the work of others.
4.A.2.b.6 | Organizing, Planning, and Prioritizing Work | order, think, lead | Planning one's own work.
4.A.3.a.1 | Performing General Physical Activities | physical | Climbing, lifting, walking and stooping.
4.A.3.a.2 | Handling and Moving Objects | physical 2, machines | Placing, moving and shaping things by hand.
4.A.3.a.3 | Controlling Machines and Processes | machines 3, physical | Running machines by hand or controls.
4.A.3.a.4 | Operating Vehicles, Mechanized Devices, or Equipment | machines 2, physical 2 | Driving and maneuvering vehicles.
4.A.3.b.1 | Working with Computers | computing | Using computers to write, calculate and control.
4.A.3.b.2 | Drafting, Laying Out, and Specifying Technical Devices, Parts, and Equipment | machines, creative, science, numbers | Drawing and describing how things are made.
4.A.3.b.4 | Repairing and Maintaining Mechanical Equipment | machines | Servicing and repairing machines.
4.A.3.b.5 | Repairing and Maintaining Electronic Equipment | machines 3, computing | Servicing and repairing electronics.
4.A.3.b.6 | Documenting/Recording Information | order 2, verbal, care | Writing down or storing information.
4.A.4.a.1 | Interpreting the Meaning of Information for Others | verbal 2, think, people | Explaining what information means.
4.A.4.a.2 | Communicating with Supervisors, Peers, or Subordinates | people 2, lead, verbal | Informing colleagues.
4.A.4.a.3 | Communicating with People Outside the Organization | people, business, verbal | Representing the organization outside.
4.A.4.a.4 | Establishing and Maintaining Interpersonal Relationships | people 3, care | Building and keeping good relations.
4.A.4.a.5 | Assisting and Caring for Others | care | Giving people help, care and support.
4.A.4.a.6 | Selling or Influencing Others | business 3, people | Convincing others to buy or to change their minds.
4.A.4.a.7 | Resolving Conflicts and Negotiating with Others | people, lead, business | Settling complaints and disputes.
4.A.4.a.8 | Performing for or Working Directly with the Public | people 2, business, care | Serving customers and guests.
4.A.4.b.1 | Coordinating the Work and Activities of Others | lead 3, people | Getting people to work together.
4.A.4.b.2 | Developing and Building Teams | lead 2, people | Building trust and cooperation.
4.A.4.b.3 | Training and Teaching Others | verbal 2, people 2, lead | Teaching people what they need to know.
4.A.4.b.4 | Guiding, Directing, and Motivating Subordinates | lead | Directing people and watching results.
4.A.4.b.5 | Coaching and Developing Others | lead 2, care, people | Helping others to grow.
4.A.4.b.6 | Providing Consultation and Advice to Others | think, verbal, lead | Advising on technical or organizational matters.
4.A.4.c.1 | Performing Administrative Activities | order 3, verbal | Doing everyday paperwork.
4.A.4.c.2 | Staffing Organizational Units | lead 3, people | Recruiting, selecting and promoting people.
4.A.4.c.3 | Monitoring and Controlling Resources | lead 2, business, order | Watching money, material and their use.
`);

interface Activity {
  gwa: string;
  /** Intermediate work activity. */
  iwa: string;
  /** Two detailed work activities, worded so that a place can follow: "Test programs before release" + "in a bank". */
  dwas: readonly string[];
}

/** Invented below each GWA; the ids have the official form, but not the official meaning. */
export const detailedActivities: readonly Activity[] = `
4.A.1.a.1 | Gather facts | Read reports and instructions before starting work | Ask people about their needs
4.A.1.a.2 | Watch over work in progress | Check readings and conditions during the shift | Keep watch for early signs of trouble
4.A.1.b.1 | Recognize conditions | Identify unusual cases that need attention | Compare what is found with what is expected
4.A.1.b.2 | Inspect things | Inspect equipment for wear or faults | Examine finished work for defects
4.A.1.b.3 | Estimate amounts | Estimate time, material and cost of jobs | Measure or count what is needed
4.A.2.a.1 | Judge quality | Assess the quality of goods or services | Rate offers and proposals
4.A.2.a.2 | Process data | Enter and check figures | Compile data from several sources
4.A.2.a.3 | Check against rules | Verify that work follows safety and legal rules | Review records for errors and omissions
4.A.2.a.4 | Analyze information | Analyze trends and explain deviations | Interpret measurements and test results
4.A.2.b.1 | Solve problems | Find the cause of problems and choose a remedy | Decide which cases come first
4.A.2.b.2 | Create things | Develop new designs and variants | Sketch ideas and try them out
4.A.2.b.3 | Keep knowledge current | Follow new methods and put them into practice | Study regulations and professional literature
4.A.2.b.4 | Set goals | Set yearly goals and budgets | Draw up plans for new services
4.A.2.b.5 | Schedule work | Plan shifts and appointments | Arrange meetings, deliveries or visits
4.A.2.b.6 | Organize work | Plan the order of the day's jobs | Prepare the workplace and materials
4.A.3.a.1 | Do physical work | Lift and carry heavy loads | Climb, kneel or stand for long periods
4.A.3.a.2 | Handle objects | Load, stack and move materials | Cut, shape or fit parts by hand
4.A.3.a.3 | Run machines | Set up and operate machines | Adjust controls to keep a process steady
4.A.3.a.4 | Operate vehicles | Drive vehicles or lifting equipment | Maneuver loads in narrow spaces
4.A.3.b.1 | Use computers | Write and test computer programs or scripts | Maintain records in computer systems
4.A.3.b.2 | Draw plans | Draw plans and technical sketches | Specify dimensions, parts and materials
4.A.3.b.4 | Maintain machines | Repair or replace worn parts | Clean and lubricate equipment on schedule
4.A.3.b.5 | Maintain electronics | Test circuits and replace faulty components | Install and connect electronic devices
4.A.3.b.6 | Record information | Write reports on work done | Keep records of cases and results
4.A.4.a.1 | Explain information | Explain findings to people who rely on them | Put results into plain words for laypeople
4.A.4.a.2 | Inform colleagues | Discuss progress and problems with colleagues | Pass on instructions at shift changes
4.A.4.a.3 | Speak for the organization | Answer questions from outside the organization | Present results to clients or officials
4.A.4.a.4 | Keep relations | Build lasting relations with the people served | Welcome newcomers and help them settle in
4.A.4.a.5 | Care for people | Help people with daily needs and treatment | Comfort people in distress
4.A.4.a.6 | Sell and persuade | Recommend products and close sales | Win support for proposals
4.A.4.a.7 | Settle disputes | Handle complaints and find a settlement | Negotiate terms and prices
4.A.4.a.8 | Serve the public | Greet and serve visitors or customers | Show or demonstrate services to the public
4.A.4.b.1 | Coordinate work | Coordinate the work of several groups | Match staff and tasks from day to day
4.A.4.b.2 | Build teams | Lead team meetings and agree on tasks | Encourage exchange between teams
4.A.4.b.3 | Teach | Train new workers | Prepare and hold lessons or courses
4.A.4.b.4 | Direct staff | Supervise staff and review their results | Give feedback and motivate staff
4.A.4.b.5 | Coach | Coach less experienced colleagues | Agree on steps for personal development
4.A.4.b.6 | Advise | Advise on technical questions | Recommend improvements to procedures
4.A.4.c.1 | Do paperwork | Fill in forms and file documents | Answer letters and messages
4.A.4.c.2 | Hire people | Interview and select applicants | Plan staffing and promotions
4.A.4.c.3 | Control resources | Order supplies and control stock | Approve spending and track costs
`
  .trim()
  .split("\n")
  .map((line) => {
    const [gwa = "", iwa = "", ...dwas] = line.split(" | ");
    return { gwa, iwa, dwas };
  });
