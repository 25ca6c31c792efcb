/** Groove: how onsets lie within the beat: swung or straight, off the beat or on it, on which grid, and how exactly. */
import { z } from "zod";
import { beatGrid, noteBeats } from "../hearing/time/beat-grid.ts";
import { type GridDivision, gridPhase } from "../hearing/time/grid-phase.ts";
import { drumChannel, lastNoteEnd, onsetOrder, programs } from "../hearing/views.ts";
import { channelOf, type Song } from "../midi/song.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";

/** Resultant from which onsets lie on a grid. */
const onGrid = 0.9;
/** Beats a whole note has of quarters, in which grids are counted. */
const quartersOfWhole = 4;
/** Distance in milliseconds up to which an onset lies on the grid: a tick or two. */
const exact = 3;
/** An offset of the onsets below this, in quarters, is none unless they lie on the grid: ornaments move their mean so far. */
const onTicks = 0.01;
/** Share of such onsets from which a file was quantised, whatever a few grace notes do. */
const mostlyExact = 0.95;
/** An onset is on the beat within this part of it. */
const nearBeat = 0.12;
/** Parts of a beat between which the second of two eighths lies, straight (.5), swung (.667) or dotted (.75). */
const offbeat = { from: 0.4, to: 0.8 };
/** Pairs of eighths that a swing needs, and how far (interquartile, in beats) their places may spread. */
const fewPairs = 8;
const widest = 0.12;
/** Levels of GigaMIDI's metric depth: six of halved quarters, six of halved triplets, and none of them. */
const depths = 6;
const finest = 1 << (depths - 1);

/** Swing, syncopation, quantisation and humanisation of a song. */
export const groove = defineAnalyzer({
  id: "groove",
  version: 2,
  description: "how onsets lie within the beat",
  output: z.object({
    swing: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .meta({
        description: "where in its beat the second of two eighths lies: 50 straight, 66.7 triplet swing, 75 dotted",
        unit: "percent",
        examples: ["swing 56..66", "swing above 54"],
      }),
    syncopation: z.number().min(0).max(1).nullable().meta({
      description: "share of the onsets that lie off the beat with no onset on the next beat, drums left out",
    }),
    grid: z
      .int()
      .nullable()
      .meta({
        description: "coarsest grid on which the onsets lie, in parts of a whole note; null where they lie on none",
        unit: "per whole note",
        examples: ["grid 16", "grid 12,24"],
      }),
    timing: z
      .enum(["quantised", "humanised", "free"])
      .nullable()
      .meta({ description: "onsets exactly on the file's grid, about it, or apart from it" }),
    quantized: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({
        description: "share of the onsets within 3 ms of the file's 32nds and sixteenth triplets",
        aliases: ["quantised"],
        examples: ["quantized >= 0.95"],
      }),
    humanized: z
      .boolean()
      .nullable()
      .meta({
        description: "played by hand, or made to sound so: the timing is humanised or free",
        aliases: ["humanised"],
        examples: ["swing above 54 humanized", "quantized >= 0.95 or not humanized"],
      }),
    timing_deviation: z.number().min(0).nullable().meta({
      description: "root mean square distance of onsets from sixteenths and triplets of the file's grid",
      unit: "ms",
    }),
    nomml: z
      .int()
      .min(0)
      .max(2 * depths)
      .nullable()
      .meta({
        description:
          "GigaMIDI's note onset median metric level, the highest of the tracks; 12 is an expressive performance",
      }),
  }),
}).run((song) => {
  if (song.notes.length === 0) {
    return {
      swing: null,
      syncopation: null,
      grid: null,
      timing: null,
      quantized: null,
      humanized: null,
      timing_deviation: null,
      nomml: null,
    };
  }
  const { grids } = gridPhase(song);
  const isMapped = beatGrid(song).source === "map";
  const { deviation, quantized } = apartFromGrid(song, grids);
  const grid = grids.find(({ resultant }) => resultant > onGrid);
  const isExact = quantized >= mostlyExact || (isMapped && deviation <= exact);
  const { swing, syncopation } = withinBeats(song);
  return {
    swing,
    syncopation,
    grid: isMapped && grid ? grid.parts * quartersOfWhole : null,
    timing: isExact ? ("quantised" as const) : isMapped ? ("humanised" as const) : ("free" as const),
    quantized,
    humanized: !isExact,
    timing_deviation: isMapped ? deviation : null,
    nomml: Math.max(...song.tracks.map((_, track) => metricLevel(song, track))),
  };
});

/**
 * How the notes lie to the file's ticks, shifted by the offset that all onsets share: root mean square distance in
 * milliseconds from the nearest sixteenth or triplet, and the share that lies on one, or on a 32nd.
 */
function apartFromGrid(song: Song, grids: readonly GridDivision[]): { deviation: number; quantized: number } {
  const { notes, ticksPerQuarter } = song;
  const { parts, offset, resultant } = grids.reduce((best, one) =>
    one.parts >= 3 && one.resultant > best.resultant ? one : best,
  );
  // Nearly a whole part behind is a little before: a part is no period of the sixteenths and triplets together.
  const nearer = offset * parts > 1 / 2 ? offset - 1 / parts : offset;
  const shift = resultant < onGrid && Math.abs(nearer) < onTicks ? 0 : nearer;
  const end = lastNoteEnd(song);
  const quarterMilliseconds = end.ticks > 0 ? (ticksPerQuarter * end.seconds * 1000) / end.ticks : 0;
  const near = quarterMilliseconds > 0 ? exact / quarterMilliseconds : Number.POSITIVE_INFINITY;
  let squares = 0;
  let count = 0;
  for (let note = 0; note < notes.length; note++) {
    const quarters = notes.onset[note]! / ticksPerQuarter - shift;
    const apart = Math.min(fromMultiple(quarters, 4), fromMultiple(quarters, 6));
    squares += apart * apart;
    if (apart <= near || fromMultiple(quarters, 8) <= near) count++;
  }
  return { deviation: Math.sqrt(squares / notes.length) * quarterMilliseconds, quantized: count / notes.length };
}

const fromMultiple = (quarters: number, parts: number): number =>
  Math.abs(quarters - Math.round(quarters * parts) / parts);

/** Swing and syncopation, from distinct onsets in order of time. */
function withinBeats(song: Song): { swing: number | null; syncopation: number | null } {
  const places = noteBeats(song);
  const withDrums = programs(song).drumNotes === song.notes.length;
  const order = onsetOrder(song);
  /** Second eighths, as parts of their beat. */
  const seconds: number[] = [];
  let onsets = 0;
  let syncopated = 0;
  let before = Number.NEGATIVE_INFINITY;
  let beat = -1;
  let begun = false;
  let inside: number[] = [];
  const close = (next: number): void => {
    const [only] = inside;
    if (begun && inside.length === 1 && only! > offbeat.from && only! < offbeat.to) seconds.push(only!);
    if (inside.length > 0 && next > beat + 1 + nearBeat) syncopated++;
  };
  for (let n = 0; n < order.length; n++) {
    const note = order[n]!;
    if (!withDrums && channelOf(song.notes.info[note]!) === drumChannel) continue;
    const place = places[note]!;
    if (place - before < nearBeat / 2) continue;
    before = place;
    onsets++;
    const here = Math.floor(place + nearBeat);
    if (here !== beat) {
      close(place);
      beat = here;
      inside = [];
      begun = false;
    }
    if (place - here < nearBeat) begun = true;
    else inside.push(place - here);
  }
  // Nothing begins behind the last onset, so that it is tied over no beat.
  close(beat + 1);
  return { swing: swingOf(seconds), syncopation: onsets > 0 ? Math.min(1, syncopated / onsets) : null };
}

function swingOf(seconds: number[]): number | null {
  if (seconds.length < fewPairs) return null;
  seconds.sort((a, b) => a - b);
  const at = (share: number): number => seconds[Math.floor(share * (seconds.length - 1))]!;
  if (at(0.75) - at(0.25) > widest) return null;
  return 100 * at(0.5);
}

/**
 * Median of the notes' metric depths (Lee et al., The GigaMIDI Dataset with Features for Expressive Music Performance
 * Detection, 2025): 2i for a multiple of a quarter halved i times, 2i + 1 for one of two thirds of a quarter so halved,
 * 12 for neither. 0 for a track without notes.
 */
function metricLevel({ notes, tracks, ticksPerQuarter }: Song, track: number): number {
  const { firstNote, noteCount } = tracks[track]!;
  const count = new Int32Array(2 * depths + 1);
  for (let note = firstNote; note < firstNote + noteCount; note++) {
    count[metricDepth(notes.onset[note]!, ticksPerQuarter)]! += 1;
  }
  const placeAt = (rank: number): number => {
    let level = 0;
    for (let passed = count[0]!; passed <= rank && level < 2 * depths; passed += count[level]!) level++;
    return level;
  };
  if (noteCount === 0) return 0;
  return Math.floor((placeAt((noteCount - 1) >> 1) + placeAt(noteCount >> 1)) / 2);
}

function metricDepth(tick: number, ticksPerQuarter: number): number {
  // The finest level first: played music is on none, and asks no further.
  if ((tick * finest) % ticksPerQuarter === 0) {
    let halvings = 0;
    while ((tick * (1 << halvings)) % ticksPerQuarter !== 0) halvings++;
    return 2 * halvings;
  }
  if ((tick * 3 * finest) % (2 * ticksPerQuarter) === 0) {
    let halvings = 0;
    while ((tick * 3 * (1 << halvings)) % (2 * ticksPerQuarter) !== 0) halvings++;
    return 2 * halvings + 1;
  }
  return 2 * depths;
}
