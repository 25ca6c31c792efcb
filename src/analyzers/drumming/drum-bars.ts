/** What the drums play in each bar, on a grid of sixteenths, a lane for each piece of the kit. */
import { beatGrid } from "../../midi/beat-grid.ts";
import { drums, drumTracks } from "../../midi/drum-view.ts";
import { channelOf, pitchOf, type Song, view } from "../../midi/song.ts";
import { onsetsInBeats } from "../../midi/tracked-beats.ts";
import { drumChannel } from "../../midi/views.ts";
import { drumPieces } from "../../music/gm.ts";

/** Lanes in the order in which they are written. */
export const lanes = ["kick", "snare", "clap", "rim", "hat", "openhat", "ride", "crash", "tom"] as const;
/** Pieces of the kit. */
export type Lane = (typeof lanes)[number];

/** Sixteenths of a beat. */
export const stepsPerBeat = 4;
/** Longer bars do not fit into a pattern. */
const mostSteps = 32;

/** Bars of the drums. */
export interface DrumBars {
  /** Steps of a bar: 16 in 4/4. 0 where there are no drums, or bars of more than eight beats. */
  readonly steps: number;
  /** Bars that hold drums: for each lane the steps that are hit, bit 0 the downbeat. In the order of the bars. */
  readonly bars: readonly Readonly<Record<Lane, number>>[];
  /** Index of each of them among all bars of the song. */
  readonly index: readonly number[];
  /** Hits near the thirds of a beat, and near its quarters but not on the beat. */
  readonly thirds: number;
  readonly quarters: number;
}

/** How near to a third a hit is one: half of the distance between a third and a quarter of a beat. */
const nearThird = 1 / 24;

/** Drums of a song by bar. */
export const drumBars: (song: Song) => DrumBars = view((song) => {
  if (drums(song).count === 0) return { steps: 0, bars: [], index: [], thirds: 0, quarters: 0 };
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const steps = beatsPerBar * stepsPerBeat;
  const whole = drumTracks(song);
  const found = new Map<number, Record<Lane, number>>();
  let [thirds, quarters] = [0, 0];
  const places = steps <= mostSteps ? onsetsInBeats(song, tick) : new Float64Array(0);
  if (places.length > 0) {
    song.tracks.forEach(({ firstNote, noteCount }, track) => {
      for (let note = firstNote; note < firstNote + noteCount; note++) {
        const info = song.notes.info[note]!;
        const lane = laneOf.get(pitchOf(info));
        if (!lane || (whole[track] === 0 && channelOf(info) !== drumChannel)) continue;
        const beat = places[note]! - firstDownbeat;
        const part = beat - Math.floor(beat);
        if (Math.min(Math.abs(part - 1 / 3), Math.abs(part - 2 / 3)) < nearThird) thirds++;
        else if (part > 0.2 && part < 0.8) quarters++;
        const step = Math.round(beat * stepsPerBeat);
        const bar = Math.floor(step / steps);
        const hits = found.get(bar) ?? noHits();
        found.set(bar, hits);
        hits[lane] |= 1 << (step - bar * steps);
      }
    });
  }
  const index = [...found.keys()].sort((a, b) => a - b);
  return {
    steps: index.length > 0 ? steps : 0,
    bars: index.map((bar) => found.get(bar) ?? noHits()),
    index,
    thirds,
    quarters,
  };
});

const noHits = (): Record<Lane, number> => ({
  kick: 0,
  snare: 0,
  clap: 0,
  rim: 0,
  hat: 0,
  openhat: 0,
  ride: 0,
  crash: 0,
  tom: 0,
});

const isLane = (piece: string): piece is Lane => (lanes as readonly string[]).includes(piece);
/** Lane of each pitch; 22 and 26 are the edges of the hi-hat on electronic kits. */
const laneOf: ReadonlyMap<number, Lane> = new Map([
  ...[...drumPieces].flatMap(([pitch, piece]) => (isLane(piece) ? [[pitch, piece] as const] : [])),
  [22, "hat"],
  [26, "openhat"],
]);
