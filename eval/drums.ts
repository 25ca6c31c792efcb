/**
 * Bars of the drums: `bun run eval drums [--json] [CORPUS]`. The drums of the synthetic songs are quantised, so the part
 * of the bar that each hit lies on is known. Their onsets are then moved by a normal deviation (seeded), as hands do, and
 * the share of hits is told that are drawn to the same part again; beside them what the nearest sixteenth or triplet of
 * each hit alone would give.
 */
import { parseArgs } from "node:util";
import { type BarDivision, barDivision, barParts } from "../src/hearing/meter/bar-parts.ts";
import { beatGrid, noteBeats } from "../src/hearing/time/beat-grid.ts";
import { channelOf, type Song } from "../src/midi/mod.ts";
import { secondsAt, tempoMap, ticksAt } from "../src/midi/tempo.ts";
import { annotated, corpusFolder } from "./corpus.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
/** Standard deviations in milliseconds. Half of the Groove takes lie within 16 ms of the grid (root mean square). */
const deviations = [0, 5, 10, 15, 20];
const drumChannel = 9;

let seed = 1;
/** Uniform, 0 to 1 (Numerical Recipes' generator), so that each run is the same. */
function uniform(): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return (seed + 0.5) / 2 ** 32;
}
const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

/** The song with its onsets moved, and where each note went. */
function moved(song: Song, milliseconds: number): { readonly song: Song; readonly to: Int32Array } {
  const map = tempoMap(song);
  const at = Float64Array.from(song.notes.onset, (tick) =>
    Math.max(0, Math.round(ticksAt(map, secondsAt(map, tick) + (normal() * milliseconds) / 1000))),
  );
  const order = song.tracks.flatMap(({ firstNote, noteCount }) =>
    Array.from({ length: noteCount }, (_, n) => firstNote + n).sort((a, b) => at[a]! - at[b]!),
  );
  const to = new Int32Array(order.length);
  order.forEach((note, place) => {
    to[note] = place;
  });
  const { length, duration, info } = song.notes;
  const notes = {
    length,
    onset: Int32Array.from(order, (note) => at[note]!),
    duration: Int32Array.from(order, (note) => duration[note]!),
    info: Int32Array.from(order, (note) => info[note]!),
  };
  return { song: { ...song, notes }, to };
}

/** Each hit to the nearest sixteenth or triplet, whatever the others do. */
function alone(song: Song, { usual, others }: BarDivision, notes: readonly number[]): Int32Array {
  const { firstDownbeat, beatsPerBar } = beatGrid(song);
  const beats = noteBeats(song);
  return Int32Array.from(notes, (note) => {
    const place = beats[note]! - firstDownbeat;
    const near = [usual, others].filter((parts) => parts > 0).map((parts) => Math.round(place * parts) / parts);
    const nearest = near.reduce((best, one) => (Math.abs(one - place) < Math.abs(best - place) ? one : best));
    return Math.round((nearest * 48) / beatsPerBar);
  });
}

const songs = [...annotated(positionals[0] ?? corpusFolder, ["synth"])].flatMap(({ song }) => {
  const notes = [...song.notes.info.keys()].filter((note) => channelOf(song.notes.info[note]!) === drumChannel);
  const division = barDivision(song);
  return division && notes.length > 0 ? [{ song, notes, division, truth: barParts(song, division, notes) }] : [];
});
for (const deviation of deviations) {
  const right = { hits: 0, triplets: 0 };
  const rightAlone = { hits: 0, triplets: 0 };
  const all = { hits: 0, triplets: 0 };
  for (const { song, notes, division, truth } of songs) {
    const played = moved(song, deviation);
    const now = notes.map((note) => played.to[note]!);
    const found = barParts(played.song, barDivision(played.song) ?? division, now);
    const each = alone(played.song, division, now);
    truth.forEach((part, n) => {
      const isTriplet = division.others === 3 && ((part * division.beatsPerBar * division.usual) / 48) % 1 !== 0;
      for (const kind of isTriplet ? (["hits", "triplets"] as const) : (["hits"] as const)) {
        all[kind]++;
        if (found[n] === part) right[kind]++;
        if (each[n] === part) rightAlone[kind]++;
      }
    });
  }
  const share = (of: typeof all, kind: keyof typeof all): number => Math.round((1000 * of[kind]) / all[kind]) / 10;
  const line = {
    "deviation ms": deviation,
    hits: all.hits,
    "right %": share(right, "hits"),
    "each alone %": share(rightAlone, "hits"),
    triplets: all.triplets,
    "right triplets %": share(right, "triplets"),
    "each triplet alone %": share(rightAlone, "triplets"),
  };
  console.log(
    values.json
      ? JSON.stringify(line)
      : Object.entries(line)
          .map(([name, value]) => `${name} ${value}`)
          .join("  "),
  );
}
