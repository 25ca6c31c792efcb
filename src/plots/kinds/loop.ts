/** Chord loops: of one file as a cycle, of many files the most frequent loops and which chord follows which. */

import { countValues, foundBy } from "../../catalogue/asking/tally.ts";
import { chordLoop } from "../../hearing/harmony/chord-loop.ts";
import { heardChords } from "../../hearing/harmony/heard-chords.ts";
import { formatChord, triadNumeral } from "../../music/chords.ts";
import { plain } from "../../text/plain.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles, OfSong } from "../kind.ts";
import { type Bars, type Cycle, type Heat, number } from "../plot.ts";

const mostLoops = 14;
const mostChords = 10;

const ofSong: OfSong = (song, name) => {
  const steps = heardChords(song).map(({ chord, key }) => {
    const name = formatChord(chord, chord.tonic ?? undefined);
    return { numeral: key === null ? name : triadNumeral(chord, key), chord: name };
  });
  // A seventh or another bass under one triad is no step of the loop.
  const heard = steps.filter(({ numeral }, n) => numeral !== steps[n - 1]?.numeral);
  const numerals = heard.map(({ numeral }) => numeral);
  const loop = chordLoop(numerals) ?? [];
  const nodes = loop.map((label, n) => ({
    label,
    below: mostFrequent(heard.filter(({ numeral }) => numeral === label).map(({ chord }) => chord)),
    next: count(numerals, label, loop[(n + 1) % loop.length] as string),
  }));
  const cycle: Cycle = { type: "cycle", heading: "", centre: `${rounds(numerals, loop)} ×`, nodes, unit: "times" };
  const pairs = numerals.slice(1).map((to, n) => ({ from: numerals[n] as string, to, count: 1 }));
  const chords = `${number(heard.length)} ${heard.length === 1 ? "chord" : "chords"}`;
  return {
    title: "Chord loop",
    subtitle: `${plain(name)} · ${chords}`,
    panels:
      loop.length > 0
        ? [cycle]
        : pairs.length > 0
          ? [transitions(pairs, "how often this chord is followed by that one")]
          : [],
    notes:
      loop.length > 0
        ? [
            "on the arrows: how often one chord is followed by the next, in the loop and elsewhere",
            "in the middle: how often the whole loop is heard",
          ]
        : heard.length > 0
          ? ["no sequence of chords repeats at once"]
          : [],
    count: heard.length,
    isEstimate: false,
  };
};

/** How often one chord is followed at once by another. */
const count = (items: readonly string[], from: string, to: string): number =>
  items.filter((item, n) => item === from && items[n + 1] === to).length;

/** How often the loop is heard from its beginning to its end, without overlaps. */
function rounds(items: readonly string[], loop: readonly string[]): number {
  let times = 0;
  for (let n = 0; loop.length > 0 && n + loop.length <= items.length; n++) {
    if (!loop.every((item, place) => items[n + place] === item)) continue;
    times++;
    n += loop.length - 1;
  }
  return times;
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared);
  const counted = (await countValues(found, ["chord_loop"])).filter(({ values }) => values[0]);
  // All rotations are one loop, told as most files begin it.
  const loops = new Map<string, { readonly label: string; count: number }>();
  let of = 0;
  for (const { values, count: files } of counted) {
    const label = String(values[0]);
    of += files;
    const known = loops.get(rotation(label.split("-")));
    if (known) known.count += files;
    else loops.set(rotation(label.split("-")), { label, count: files });
  }
  const sorted = [...loops.values()].sort((a, b) => b.count - a.count);
  const bars: Bars = {
    type: "bars",
    heading: "Most frequent loops",
    series: [{ name: "", colour: 0 }],
    rows: sorted
      .slice(0, mostLoops)
      .map(({ label, count: files }) => ({ label: label.replaceAll("-", " - "), values: [files] })),
    of,
    scale: "longest",
  };
  const notes = [
    `${number(of)} of the files have a loop; shares are of these, and all rotations of a loop are one`,
    ...(sorted.length > mostLoops ? [`${number(sorted.length - mostLoops)} rarer loops are not shown`] : []),
  ];
  return plotOf(
    found,
    query,
    "Chord loops",
    of > 0
      ? [bars, transitions(pairsOf([...loops.values()]), "share of loops in which this chord is followed by that one")]
      : [],
    notes,
  );
};

/** One chord after another, and how often. */
interface Pair {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** The steps of loops; the last chord leads to the first. */
const pairsOf = (loops: readonly { readonly label: string; readonly count: number }[]): readonly Pair[] =>
  loops.flatMap(({ label, count: files }) => {
    const chords = label.split("-");
    return chords.map((from, n) => ({ from, to: chords[(n + 1) % chords.length] as string, count: files }));
  });

/** Which chord follows which: shares of what follows each. */
function transitions(pairs: readonly Pair[], legend: string): Heat {
  const follows = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  for (const { from, to, count: times } of pairs) {
    const row = follows.get(from) ?? new Map<string, number>();
    follows.set(from, row.set(to, (row.get(to) ?? 0) + times));
    totals.set(from, (totals.get(from) ?? 0) + times);
    totals.set(to, totals.get(to) ?? 0);
  }
  const names = [...totals]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostChords)
    .map(([chord]) => chord);
  return {
    type: "heat",
    heading: "Which chord follows which",
    rows: names,
    columns: names,
    rowAxis: "from",
    columnAxis: "to",
    shares: names.map((from) =>
      names.map((to) => (from === to ? null : (follows.get(from)?.get(to) ?? 0) / Math.max(1, totals.get(from) ?? 0))),
    ),
    groups: 0,
    legend,
  };
}

/** One name for all rotations of a loop: the first in order of text. */
const rotation = (chords: readonly string[]): string =>
  chords.map((_, n) => [...chords.slice(n), ...chords.slice(0, n)].join("-")).sort()[0] as string;

export const loop: Drawn = { ofFiles, ofSong };
