/** The tables of a song: notes, beats, bars, chords, keys, sections, tempos and lyrics, each row at its place in time. */
import { drumFlags } from "../hearing/drums/drum-view.ts";
import { sectionTicks } from "../hearing/form/section-ticks.ts";
import { sections } from "../hearing/form/sections.ts";
import { songMeter } from "../hearing/meter/song-meter.ts";
import { beatGrid } from "../hearing/time/beat-grid.ts";
import { lastNoteEnd, onsetOrder } from "../hearing/views.ts";
import { lyrics } from "../midi/lyrics.ts";
import { channelOf, pitchOf, type Song, velocityOf } from "../midi/song.ts";
import { noteSeconds, secondsAt, tempoMap } from "../midi/tempo.ts";
import { title } from "../midi/text.ts";
import type { Annotations, BeatRow, LyricRow, NoteRow, Place, SectionRow, Told } from "./annotations.ts";
import { barRows } from "./bar-rows.ts";
import { chordRows, keyRows } from "./harmony-rows.ts";
import { placesOf, rounded } from "./places.ts";
import { tempoRows } from "./tempo-rows.ts";

/** A syllable sounds until the next, but no longer than this, in seconds. */
const longestSyllable = 2;

/** What a file says in so many events. */
const said: Told = { source: "event", confidence: 1 };

/**
 * All tables of a song.
 *
 * @param path of the file: where its notes leave the key open, its name decides (see docs/tags.md).
 * @example
 * const { chords, beats } = annotateSong(parseSong(bytes));
 * for (const { seconds, chord } of chords) console.log(seconds, chord);
 */
export function annotateSong(song: Song, { path }: { readonly path?: string } = {}): Annotations {
  const { numerator, denominator, source, confidence } = songMeter(song);
  const notes = noteRows(song);
  const beats = beatRows(song);
  const chords = chordRows(song);
  const keys = keyRows(song, path);
  const duration = rounded(lastNoteEnd(song).seconds, 6);
  return {
    duration,
    title: title(song),
    meter: { meter: `${numerator}/${denominator}`, numerator, denominator, source, confidence },
    notes,
    beats,
    bars: barRows({ beats, notes, chords, keys, duration }),
    chords,
    keys,
    sections: sectionRows(song),
    tempos: tempoRows(song),
    lyrics: lyricRows(song, duration),
  };
}

function noteRows(song: Song): readonly NoteRow[] {
  const { info, onset } = song.notes;
  const order = onsetOrder(song);
  const places = placesOf(
    song,
    Float64Array.from(order, (note) => onset[note] as number),
  );
  const lasting = noteSeconds(song).duration;
  const drum = drumFlags(song);
  const trackOf = new Uint16Array(info.length);
  for (const [n, { firstNote, noteCount }] of song.tracks.entries())
    trackOf.fill(n + 1, firstNote, firstNote + noteCount);
  return places.map((place, n) => {
    const note = order[n] as number;
    const packed = info[note] as number;
    return {
      ...place,
      duration: rounded(lasting[note] as number, 6),
      track: trackOf[note] as number,
      channel: channelOf(packed) + 1,
      pitch: pitchOf(packed),
      velocity: velocityOf(packed),
      drum: drum[note] === 1,
      ...said,
    };
  });
}

function beatRows(song: Song): readonly BeatRow[] {
  if (song.notes.length === 0) return [];
  const { tick, source, trust } = beatGrid(song);
  const map = tempoMap(song);
  const inside = tick.filter((at) => at > -1);
  const told: Told = {
    source: source === "map" ? "event" : "detected",
    confidence: source === "map" ? rounded(trust, 4) : null,
  };
  const rows: BeatRow[] = [];
  for (const [n, place] of placesOf(song, inside).entries()) {
    const seconds = rounded(secondsAt(map, Math.max(0, inside[n] as number)), 6);
    // Beats that stand on one tick of a tempo that is out of bounds are one.
    if (rows.length > 0 && seconds <= (rows.at(-1) as Place).seconds) continue;
    const position = Math.max(1, Math.round(place.beat));
    rows.push({ ...place, seconds, beat: position, position, downbeat: position === 1, ...told });
  }
  return rows;
}

function sectionRows(song: Song): readonly SectionRow[] {
  const found = sections(song);
  const edges = sectionTicks(song);
  const places = placesOf(song, edges);
  return found.map(({ letter, bars }, n) => ({
    ...(places[n] as Place),
    duration: rounded((places[n + 1] as Place).seconds - (places[n] as Place).seconds, 6),
    section: letter,
    bars,
    source: "detected",
    confidence: null,
  }));
}

function lyricRows(song: Song, end: number): readonly LyricRow[] {
  const sung = lyrics(song).flatMap(({ syllables }, line) => syllables.map((one) => ({ ...one, line: line + 1 })));
  sung.sort((a, b) => a.tick - b.tick);
  const places = placesOf(
    song,
    Float64Array.from(sung, ({ tick }) => tick),
  );
  return sung.map(({ text, line }, n) => {
    const place = places[n] as Place;
    const next = places[n + 1]?.seconds ?? Math.max(end, place.seconds);
    return { ...place, duration: rounded(Math.min(longestSyllable, next - place.seconds), 6), text, line, ...said };
  });
}
