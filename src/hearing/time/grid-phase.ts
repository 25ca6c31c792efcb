/** How far a song's onsets lie on its own tick grid, and where on it: the test of whether its tempo map means anything. */
import { type Song, view } from "../../midi/song.ts";
import { inferredTempo } from "./tempo-inference.ts";

/** Resolution at which onsets are told apart inside a quarter: finer than any grid that is asked for. */
const places = 960;
/** Divisions of a quarter whose grids are measured. */
const divisions = [1, 2, 3, 4, 6, 8, 12] as const;
/** Divisions by which trust is measured: sixteenths, triplets, and triplet sixteenths. */
const trusting: readonly number[] = [4, 3, 6];
/** Trust from which the grid is the music's. */
const trusted = 0.15;
/** Resultant that notes anywhere reach once in a thousand times, times the root of their number. */
const byChance = 2.6;
/** Resultant from which, with an offset in quarters below `onTicks`, notes were written or quantised on this grid. */
const quantised = 0.9;
const onTicks = 0.01;
const mostlySixteenths = 0.6;
const mostlyEighths = 0.8;
/** Tempo of a file that says none, and of a sequencer that nobody set. */
const defaultMicrosecondsPerQuarter = 500_000;
const defaultBpm = 120;
/** Tempos of which one is another's level of the same grid. */
const levels = [1, 2, 1 / 2, 3, 1 / 3, 4, 1 / 4];
const levelTolerance = 0.03;
/** Confidence from which an inferred tempo contradicts an event of 120 bpm: a fill of a few notes proves little. */
const contradicting = { song: 0.5, clip: 0.9 };
const clipNotes = 60;

/** How much better the onsets have to lie on triplets than on sixteenths: quarters alone lie on both. */
const tripletMargin = 0.05;

const cosine = Float64Array.from({ length: places }, (_, place) => Math.cos((2 * Math.PI * place) / places));

/** One division's grid. */
export interface GridDivision {
  /** Parts of a quarter. */
  readonly parts: number;
  /** Mean resultant length of the onsets' phases, 0 (anywhere) to 1 (all on one grid). */
  readonly resultant: number;
  /** Offset of the grid in quarters, 0 up to 1 / parts. */
  readonly offset: number;
}

/** Onsets against the tick grid. */
export interface GridPhase {
  /** Largest resultant over sixteenths, triplets and triplet sixteenths. */
  readonly trust: number;
  /** One entry for each of `divisions`. */
  readonly grids: readonly GridDivision[];
}

/**
 * Mean resultants of the phases of all onsets (Mardia, Statistics of Directional Data, 1972). They do not mind a
 * constant offset. Human performances under a fixed default tempo stay below .12, scores and sequenced files lie above
 * .19.
 */
export const gridPhase: (song: Song) => GridPhase = view(({ notes, ticksPerQuarter }) => {
  const count = new Float64Array(places);
  const scale = places / ticksPerQuarter;
  for (let note = 0; note < notes.length; note++) {
    const place = Math.round((notes.onset[note]! % ticksPerQuarter) * scale) % places;
    count[place]! += 1;
  }
  const x = new Float64Array(divisions.length);
  const y = new Float64Array(divisions.length);
  for (let place = 0; place < places; place++) {
    const onsets = count[place]!;
    if (onsets === 0) continue;
    for (let n = 0; n < divisions.length; n++) {
      const angle = (place * divisions[n]!) % places;
      x[n]! += onsets * cosine[angle]!;
      // sin a = cos (a - 90 degrees)
      y[n]! += onsets * cosine[(angle + (places * 3) / 4) % places]!;
    }
  }
  const grids = divisions.map((parts, n) => {
    const turns = Math.atan2(y[n]!, x[n]!) / (2 * Math.PI);
    return {
      parts,
      resultant: Math.hypot(x[n]!, y[n]!) / Math.max(1, notes.length),
      offset: (turns < 0 ? turns + 1 : turns) / parts,
    };
  });
  const trust = Math.max(...grids.filter(({ parts }) => trusting.includes(parts)).map(({ resultant }) => resultant));
  return { trust, grids };
});

/** The grid that the onsets lie on: sixteenths, unless triplets fit better. */
export function fineGrid(grids: readonly GridDivision[]): GridDivision {
  const sixteenths = grids.find(({ parts }) => parts === 4)!;
  const triplets = grids.find(({ parts }) => parts === 3)!;
  return triplets.resultant > sixteenths.resultant + tripletMargin ? triplets : sixteenths;
}

/**
 * Whether the tick grid is the music's own. Onsets have to lie on it; and where the tempo is the default of 120 bpm,
 * which a take without a click has too, they have to be quantised, or to sound at 120 bpm (at a half or a multiple of it
 * where an event says 120): a human take at 90 lies on the triplets of 120.
 */
export const mapIsSound: (song: Song) => boolean = view((song) => {
  const { trust, grids } = gridPhase(song);
  const notes = song.notes.length;
  if (notes === 0) return true;
  if (trust < trusted) return false;
  const tempos = song.tempos.microsecondsPerQuarter;
  if (song.division.kind === "metrical" && tempos.some((one) => one !== defaultMicrosecondsPerQuarter)) return true;
  const isSaid = tempos.length > 0 && song.division.kind === "metrical";
  if (!isSaid && trust < byChance / Math.sqrt(notes)) return false;
  const [eighths, sixteenths, twelfths] = [2, 4, 12].map((parts) => grids.find((grid) => grid.parts === parts)!);
  const isOnTicks = Math.min(sixteenths!.offset, 1 / 4 - sixteenths!.offset) < onTicks;
  if (isOnTicks && twelfths!.resultant > quantised && sixteenths!.resultant > mostlySixteenths) return true;
  // At another tempo two eighths of the music are no whole number of eighths of 120.
  if (isSaid && eighths!.resultant > mostlyEighths) return true;
  const inferred = inferredTempo(song);
  const needed = notes < clipNotes ? contradicting.clip : contradicting.song;
  if (!inferred || (isSaid && inferred.confidence < needed)) return true;
  return (isSaid ? levels : [1]).some((level) => Math.abs(inferred.bpm / (defaultBpm * level) - 1) < levelTolerance);
});
