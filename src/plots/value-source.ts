/** Where values come from, as series: what a file says, what was found out, what nobody says. */
import type { ValueSource } from "../plugin/estimate.ts";
import type { Series } from "./plot.ts";

/** In the order in which they are stacked: the surest first. */
const order: readonly (readonly [ValueSource, Series])[] = [
  ["manual", { name: "by hand", colour: 4 }],
  ["event", { name: "stated in the file", colour: 0 }],
  ["detected", { name: "found in the notes", colour: 1 }],
  ["filename", { name: "from the name", colour: 2 }],
  ["default", { name: "not stated: default", colour: -1 }],
];

/** The series of those sources that occur, and the place of each source among them. */
export function sourceSeries(found: ReadonlySet<unknown>): {
  readonly series: readonly Series[];
  readonly placeOf: (source: unknown) => number;
} {
  const there = order.filter(([source]) => found.has(source));
  return {
    series: there.map(([, series]) => series),
    placeOf: (source) => there.findIndex(([one]) => one === source),
  };
}
