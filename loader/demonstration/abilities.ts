import { elements } from "./elements.ts";

export const abilities = elements(`
1.A.1.a.1 | Oral Comprehension | verbal 2, people 2 | Understanding what is said.
1.A.1.a.2 | Written Comprehension | verbal 3, think | Understanding what is written.
1.A.1.a.3 | Oral Expression | verbal 2, people 2 | Saying things so that others understand.
1.A.1.a.4 | Written Expression | verbal 4, order | Writing things so that others understand.
1.A.1.b.1 | Fluency of Ideas | creative 2, think 2 | Coming up with many ideas on a subject.
1.A.1.b.2 | Originality | creative 3, think | Coming up with unusual solutions.
1.A.1.b.3 | Problem Sensitivity | think 2, care, order | Sensing that something is wrong or soon will be.
1.A.1.b.4 | Deductive Reasoning | think 4, science | Applying general rules to a case.
1.A.1.b.5 | Inductive Reasoning | think 3, science | Finding the general rule behind single facts.
1.A.1.b.6 | Information Ordering | order 2, think 2 | Putting things into a given order.
1.A.1.b.7 | Category Flexibility | order, think 2 | Grouping the same things in different ways.
1.A.1.c.1 | Mathematical Reasoning | numbers 4, think | Choosing the right mathematical method.
1.A.1.c.2 | Number Facility | numbers | Calculating quickly and correctly.
1.A.1.d.1 | Memorization | verbal, order, think, people | Remembering words, numbers, pictures and steps.
1.A.1.e.1 | Speed of Closure | think 2, computing | Quickly making sense of pieces of information.
1.A.1.e.2 | Flexibility of Closure | think, order, science | Finding a known pattern among distracting material.
1.A.1.e.3 | Perceptual Speed | order, machines, think | Quickly comparing letters, numbers, objects or patterns.
1.A.1.f.1 | Spatial Orientation | physical 3, machines 2 | Knowing where one is and where other things are.
1.A.1.f.2 | Visualization | creative 2, machines 2 | Imagining how something looks after it was moved or changed.
1.A.1.g.1 | Selective Attention | order 2, think, machines | Concentrating in spite of distractions.
1.A.1.g.2 | Time Sharing | people, order, lead | Switching between several activities.
1.A.2.a.1 | Arm-Hand Steadiness | machines 2, physical 2, care | Keeping hand and arm still.
1.A.2.a.2 | Manual Dexterity | machines 2, physical 3 | Handling objects quickly with one or both hands.
1.A.2.a.3 | Finger Dexterity | machines 2, physical, creative, care | Handling very small objects with the fingers.
1.A.2.b.1 | Control Precision | machines 4, physical | Adjusting the controls of a machine exactly.
1.A.2.b.2 | Multilimb Coordination | machines, physical 3 | Moving arms and legs together while sitting or standing.
1.A.2.b.3 | Response Orientation | machines, physical 3 | Choosing quickly between movements.
1.A.2.b.4 | Rate Control | machines 3, physical 2 | Timing one's movements to something that moves.
1.A.2.c.1 | Reaction Time | machines 2, physical 3 | Answering a signal quickly with hand or foot.
1.A.2.c.2 | Wrist-Finger Speed | machines, physical, order | Making fast repeated movements of fingers and wrists.
1.A.2.c.3 | Speed of Limb Movement | physical | Moving arms and legs fast.
1.A.3.a.1 | Static Strength | physical 4, machines | Lifting, pushing, pulling and carrying.
1.A.3.a.2 | Explosive Strength | physical | Short bursts of force, as in jumping or throwing.
1.A.3.a.3 | Dynamic Strength | physical 4, machines | Using muscle force again and again.
1.A.3.a.4 | Trunk Strength | physical 4, machines, care | Supporting the body with back and stomach muscles.
1.A.3.b.1 | Stamina | physical | Exerting oneself for a long time.
1.A.3.c.1 | Extent Flexibility | physical 3, machines | Bending, stretching and reaching far.
1.A.3.c.2 | Dynamic Flexibility | physical | Bending and stretching quickly and repeatedly.
1.A.3.c.3 | Gross Body Coordination | physical | Moving arms, legs and trunk together.
1.A.3.c.4 | Gross Body Equilibrium | physical 4, machines | Keeping one's balance.
1.A.4.a.1 | Near Vision | order 2, think, verbal, machines | Seeing details close by.
1.A.4.a.2 | Far Vision | machines, physical, people | Seeing details far away.
1.A.4.a.3 | Visual Color Discrimination | creative 2, machines 2 | Telling colors and their shades apart.
1.A.4.a.4 | Night Vision | physical 2, machines | Seeing in poor light.
1.A.4.a.5 | Peripheral Vision | physical 2, machines | Seeing things at the side while looking ahead.
1.A.4.a.6 | Depth Perception | physical 2, machines 2 | Judging which of several things is nearer.
1.A.4.a.7 | Glare Sensitivity | physical 2, machines | Seeing in spite of glare.
1.A.4.b.1 | Hearing Sensitivity | machines 2, physical, care | Telling sounds apart by pitch and loudness.
1.A.4.b.2 | Auditory Attention | machines, physical, people | Following one sound among others.
1.A.4.b.3 | Sound Localization | physical 3, machines | Telling where a sound comes from.
1.A.4.b.4 | Speech Recognition | people 2, verbal 2 | Understanding another person's speech.
1.A.4.b.5 | Speech Clarity | people 2, verbal 2 | Speaking so that others understand.
`);
