/** As Chromium writes it; times in µs. */
export interface TraceEvent {
  name: string;
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
}

/** What the main thread does in JavaScript; they lie within each other. */
const SCRIPTING = new Set([
  "EvaluateScript",
  "EventDispatch",
  "FireAnimationFrame",
  "FunctionCall",
  "RunMicrotasks",
  "TimerFire",
]);
const MARK = "bench:";

/** ms of JavaScript after each mark "bench:<name>" until the next, by name: the events of its thread, each moment once. */
export function scriptingMs(events: readonly TraceEvent[]): Map<string, number[]> {
  const marks = events.filter(({ name }) => name.startsWith(MARK)).sort((a, b) => a.ts - b.ts);
  const scripting = events
    .filter(({ name, pid, tid }) => SCRIPTING.has(name) && pid === marks[0]?.pid && tid === marks[0].tid)
    .sort((a, b) => a.ts - b.ts);
  const times = new Map<string, number[]>();
  marks.forEach(({ name, ts }, index) => {
    const until = marks[index + 1]?.ts;
    if (until === undefined) return;
    let sum = 0;
    let end = ts;
    for (const { ts: start, dur = 0 } of scripting) {
      if (start < ts || start >= until) continue;
      sum += Math.max(0, start + dur - Math.max(start, end));
      end = Math.max(end, start + dur);
    }
    const key = name.slice(MARK.length);
    times.set(key, [...(times.get(key) ?? []), sum / 1000]);
  });
  return times;
}
