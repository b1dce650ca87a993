import { elements } from "./elements.ts";

export const workStyles = elements(`
1.D.1.a | Innovation | creative 2, think | Looking for new ways of working.
1.D.1.b | Achievement Orientation | think, business, lead | Setting oneself demanding goals.
1.D.1.c | Intellectual Curiosity | think 2, science | Wanting to learn and understand.
1.D.1.d | Tolerance for Ambiguity | think, lead, creative | Being at ease with uncertainty.
1.D.1.e | Initiative | lead, business, think | Taking on things unasked.
1.D.1.f | Adaptability | people, creative, care | Being at ease with change.
1.D.1.g | Self-Confidence | lead 2, business | Trusting one's own ability.
1.D.1.h | Perseverance | think, physical, machines | Carrying on when it gets hard.
1.D.1.i | Leadership Orientation | lead | Taking charge and giving direction.
1.D.2.a | Humility | care 2, people | Being modest with others.
1.D.2.b | Sincerity | people 2, care | Being open and genuine.
1.D.2.c | Empathy | care 3, people | Feeling with others.
1.D.2.d | Cooperation | people 2, care, order | Being helpful and pleasant to work with.
1.D.2.e | Optimism | people, business, care | Staying positive.
1.D.2.f | Social Orientation | people 3, business | Enjoying company at work.
1.D.3.a | Cautiousness | order, machines, care | Avoiding needless risks.
1.D.3.b | Attention to Detail | order 3, think, numbers | Being thorough to the last detail.
1.D.3.c | Dependability | order 2, care, physical | Doing what was promised.
1.D.3.d | Integrity | order, care, verbal | Being honest and fair.
1.D.4.a | Stress Tolerance | care, lead, physical | Working calmly under pressure.
1.D.4.b | Self-Control | care, people, physical | Keeping one's temper.
`);
