/**
 * Meter and loops of clips: `bun run eval clips [--songs N] [--made N] [--seed S] [--json] [CORPUS]`. Annotated songs cut to 1, 2,
 * 4 and 8 bars, with and without their time signature, the end of track at the bar line or at the last note; a pack of chord
 * clips; clips made from a seed. Prints shares of right meters, loops and lengths of loops, and the calibration of the meter.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { meter as meterAnalyzer, structure } from "../src/analyzers/mod.ts";
import type { Song } from "../src/midi/mod.ts";
import { formatMeter } from "../src/music/mod.ts";
import { calibration } from "./calibration.ts";
import { madeClips } from "./clips/made.ts";
import { cutClips, quartersOf } from "./clips/songs.ts";
import { corpusFolder, songAt } from "./corpus.ts";
import { meterClass } from "./meter-class.ts";

const { values, positionals } = parseArgs({
  options: {
    songs: { type: "string", default: "40" },
    made: { type: "string", default: "600" },
    seed: { type: "string", default: "1" },
    wrong: { type: "boolean" },
    json: { type: "boolean" },
  },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;

/** What is true of a clip; null bars where its maker may have meant any. */
interface Truth {
  readonly meter: string;
  readonly bars: number;
  readonly isLoop: boolean;
}
const tallies = new Map<string, { meter: boolean[]; loop: boolean[]; length: boolean[] }>();
const told: (readonly [confidence: number, right: boolean])[] = [];

function judge(groups: readonly string[], song: Song, truth: Truth, name: string): void {
  const heard = meterAnalyzer.run(song, {});
  const form = structure.run(song, {});
  const found = heard.meter === null ? "" : formatMeter(heard.meter);
  const right = meterClass(found) === meterClass(truth.meter);
  const loop = form.loop === truth.isLoop;
  // Bars of 2/4 are half as long as those of 4/4, which stand for them where nothing is written.
  const quarters = found === "" || form.loop_bars === null ? null : form.loop_bars * quartersOf(found);
  const length = truth.isLoop ? right && quarters === truth.bars * quartersOf(truth.meter) : form.loop_bars === null;
  told.push([heard.meter_confidence ?? 0, right]);
  for (const group of groups) {
    const tally = tallies.get(group) ?? { meter: [], loop: [], length: [] };
    tallies.set(group, tally);
    tally.meter.push(right);
    tally.loop.push(loop);
    tally.length.push(length);
  }
  if (values.wrong && !(right && loop && length)) {
    const confidence = heard.meter_confidence?.toFixed(2) ?? "";
    print({
      wrong: "wrong",
      name,
      truth: truth.meter,
      bars: truth.bars,
      found,
      confidence,
      loop: form.loop_bars ?? "none",
    });
  }
}

const print = (line: Readonly<Record<string, string | number>>): void => {
  console.log(values.json ? JSON.stringify(line) : Object.values(line).join("\t"));
};

for (const { song, source, meter, bars, signed, name } of cutClips(corpus, Number(values.songs), Number(values.seed))) {
  const how = signed ? "signed" : "unsigned";
  const groups = ["cuts", `cuts, ${how}`, `cuts, ${source}`, `cuts, ${bars} bars, ${how}`, `cuts, ${meter}, ${how}`];
  judge(groups, song, { meter, bars, isLoop: true }, name);
}
const pack = join(corpus, "dev/clear/free-midi-chords");
for (const file of readdirSync(pack, { recursive: true, encoding: "utf8" }).sort()) {
  const song = file.endsWith(".mid") ? songAt(join(pack, file)) : undefined;
  const bars = (song?.endTick ?? 0) / (song?.ticksPerQuarter ?? 1) / 4;
  // Single chords are no clips of music; the pack's progressions of three chords end where their maker's program stopped.
  if (!song || !file.includes("Progression") || !Number.isInteger(bars)) continue;
  judge(["pack"], song, { meter: "4/4", bars, isLoop: [1, 2, 4, 8, 16].includes(bars) }, file);
}
for (const { song, kind, ...truth } of madeClips(Number(values.made), 1000 + Number(values.seed))) {
  const [texture, ending, how] = kind.split(", ");
  judge(
    ["made", `made, ${how}`, `made, ${texture}`, `made, ${ending}`, `made, ${truth.meter}, ${how}`],
    song,
    truth,
    kind,
  );
}

const percent = (list: readonly boolean[]): number =>
  Number(((100 * list.filter(Boolean).length) / list.length).toFixed(1));
print({ group: "group", meter: "meter", loop: "loop", length: "length", clips: "clips" });
for (const [group, { meter, loop, length }] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
  print({ group, meter: percent(meter), loop: percent(loop), length: percent(length), clips: meter.length });
}
for (const { confidence, right, files } of calibration(told)) {
  print({
    calibration: "calibration: meter",
    confidence: confidence.toFixed(3),
    right: right.toFixed(3),
    clips: files,
  });
}
