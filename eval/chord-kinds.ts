/**
 * Kinds of chords on songs that are made by a seed: `bun run eval chord-kinds [--json]`. Exact is the share of time with
 * the right root, quality and bass of all 38 qualities; the others are mir_eval's comparisons on the same songs.
 */
import { parseArgs } from "node:util";
import { chordSequence } from "../src/hearing/harmony/chord-sequence.ts";
import { labelOf, overlap } from "./chord-truth.ts";
import { madeSongs } from "./made-chords.ts";

const { values } = parseArgs({ options: { json: { type: "boolean" } } });
const count = 800;
const seed = 20261201;

const rows = new Map<string, Record<string, [sum: number, songs: number]>>();
function add(kind: string, name: string, share: number): void {
  if (Number.isNaN(share)) return;
  const row = rows.get(kind) ?? {};
  rows.set(kind, row);
  const [sum, songs] = row[name] ?? [0, 0];
  row[name] = [sum + share, songs + 1];
}

for (const { kind, song, chords } of madeSongs(count, seed)) {
  const heard = chordSequence(song);
  let end = 0;
  const truth = chords.map((chord) => {
    const begin = end;
    end += chord.quarters * song.ticksPerQuarter;
    return { ...chord, begin, end, label: labelOf(chord) };
  });
  let right = 0;
  for (const { root, quality, bass, begin, end: stop } of truth) {
    for (const { tick, endTick, chord } of heard) {
      if (chord?.root !== root || chord.quality !== quality || chord.bass !== bass) continue;
      right += Math.max(0, Math.min(stop, endTick) - Math.max(begin, tick));
    }
  }
  const shares = overlap(
    truth,
    heard.map(({ tick, endTick, chord }) => ({ begin: tick, end: endTick, label: labelOf(chord) })),
  );
  for (const name of [kind, "all"]) {
    add(name, "exact", right / end);
    for (const [comparison, share] of Object.entries(shares)) add(name, comparison, share);
  }
}

const table = [...rows].map(([kind, row]) => ({
  kind,
  songs: row["exact"]?.[1] ?? 0,
  ...Object.fromEntries(
    Object.entries(row).map(([name, [sum, songs]]) => [name, Number(((100 * sum) / songs).toFixed(1))]),
  ),
}));
if (values.json) console.log(JSON.stringify(table));
else console.table(table);
