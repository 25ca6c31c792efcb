/** GigaMIDI's metric level of a track: how fine the grid is that its notes ask for. */
import type { Song } from "../../midi/song.ts";

/** Levels of GigaMIDI's metric depth: six of halved quarters, six of halved triplets, and none of them. */
export const depths = 6;
const finest = 1 << (depths - 1);

/** The highest metric level of the tracks. */
export const highestMetricLevel = (song: Song): number =>
  Math.max(...song.tracks.map((_, track) => metricLevel(song, track)));

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
