/**
 * Songs whose keys are known at every moment: pop songs and tunes whose last part is moved up, medleys of two tunes,
 * the synthetic songs that modulate (+2 semitones at their text "key change"), and songs that stay.
 */
import { channelOf, noteSeconds, packInfo, pitchOf, programOf, type Song, texts, velocityOf } from "../src/midi/mod.ts";
import { scaleOf } from "../src/music/keys.ts";
import type { AnnotatedSong } from "./train/key-data.ts";

/** A song with the keys of its stretches. */
export interface Modulation {
  readonly kind: string;
  /** Group of the annotated song; of the first one of a medley. */
  readonly group: string;
  readonly song: Song;
  /** Ticks where each key begins, the first at 0. */
  readonly keys: readonly { readonly tick: number; readonly key: number }[];
}

const move = (key: number, semitones: number): number =>
  Math.floor(key / 12) * 12 + (((((key % 12) + semitones) % 12) + 12) % 12);

/** Steps of a modulation: pop songs mostly go up one or two semitones. */
const steps = [1, 2, 1, 2, 3, -2, 5, 2];

/** The song with all notes from a tick on moved by some semitones, drums excepted. */
function lifted(song: Song, tick: number, semitones: number): Song {
  const info = song.notes.info.map((packed, note) => {
    if ((song.notes.onset[note] as number) < tick || channelOf(packed) === 9) return packed;
    const pitch = Math.max(0, Math.min(127, pitchOf(packed) + semitones));
    return packInfo(pitch, channelOf(packed), velocityOf(packed), programOf(packed));
  });
  return { ...song, notes: { ...song.notes, info } };
}

/** Onset tick of the note at some part of the notes, by order of onset. */
function tickAt(song: Song, part: number): number {
  const onsets = Array.from(song.notes.onset).sort((a, b) => a - b);
  return onsets[Math.floor(onsets.length * part)] as number;
}

/** Two songs one after the other; the second with the ticks of the first. */
function medley(first: Song, second: Song, semitones: number): { readonly song: Song; readonly tick: number } {
  const end = first.notes.onset.reduce(
    (most, onset, note) => Math.max(most, onset + (first.notes.duration[note] as number)),
    0,
  );
  const scale = first.ticksPerQuarter / second.ticksPerQuarter;
  const tail = lifted(second, 0, semitones).notes;
  const join = (a: Int32Array, b: Int32Array): Int32Array => Int32Array.from([...a, ...b]);
  const notes = {
    length: first.notes.length + tail.length,
    onset: join(
      first.notes.onset,
      tail.onset.map((tick) => end + Math.round(tick * scale)),
    ),
    duration: join(
      first.notes.duration,
      tail.duration.map((ticks) => Math.round(ticks * scale)),
    ),
    info: join(first.notes.info, tail.info),
  };
  const tracks = [
    ...first.tracks,
    ...second.tracks.map((track) => ({ ...track, firstNote: track.firstNote + first.notes.length })),
  ];
  return { song: { ...first, notes, tracks }, tick: end };
}

/** Songs with known local keys, of annotated ones that have one key each. */
export function modulations(songs: readonly AnnotatedSong[]): readonly Modulation[] {
  const found: Modulation[] = [];
  const steady = songs.filter(({ notes }) => !/key changes|modulates 1/.test(notes));
  const long = steady.filter(
    ({ song, source }) => /pop909|lieder|nottingham-full|synth/.test(source) && lastSecond(song) > 60,
  );
  long.forEach(({ song, key, source, group }, n) => {
    found.push({ kind: `stays: ${source}`, group, song, keys: [{ tick: 0, key }] });
    const step = steps[n % steps.length] as number;
    const tick = tickAt(song, 0.5 + 0.08 * (n % 4));
    found.push({
      kind: `lifted: ${source}`,
      group,
      song: lifted(song, tick, step),
      keys: [
        { tick: 0, key },
        { tick, key: move(key, step) },
      ],
    });
  });
  const tunes = steady.filter(({ source, song }) => source === "nottingham-full" && lastSecond(song) > 20);
  for (let n = 0; n + 1 < tunes.length; n += 2) {
    const [first, second] = [tunes[n] as AnnotatedSong, tunes[n + 1] as AnnotatedSong];
    const { song, tick } = medley(first.song, second.song, n % 12);
    found.push({
      kind: "medley of tunes",
      group: first.group,
      song,
      keys: [
        { tick: 0, key: first.key },
        { tick, key: move(second.key, n % 12) },
      ],
    });
  }
  found.push(...versesAndChoruses(tunes));
  for (const { song, notes, key, group } of songs) {
    if (!notes.includes("modulates 1")) continue;
    const tick = texts(song).find(({ text }) => text === "key change")?.tick;
    if (tick !== undefined)
      found.push({
        kind: "synth modulates",
        group,
        song,
        keys: [
          { tick: 0, key },
          { tick, key: move(key, 2) },
        ],
      });
  }
  return found;
}

/** Each tune in minor, and a tune in the relative major after it. */
function versesAndChoruses(tunes: readonly AnnotatedSong[]): readonly Modulation[] {
  const majors = tunes.filter(({ key }) => key < 12);
  return tunes
    .filter(({ key }) => key >= 12)
    .flatMap((verse, n): Modulation[] => {
      const chorus = majors[n];
      if (chorus === undefined) return [];
      const home = scaleOf(verse.key);
      const up = ((home - chorus.key + 18) % 12) - 6;
      const { song, tick } = medley(verse.song, chorus.song, up);
      const keys = [
        { tick: 0, key: verse.key },
        { tick, key: home },
      ];
      return [{ kind: "minor verse, major chorus", group: verse.group, song, keys }];
    });
}

function lastSecond(song: Song): number {
  const { onset } = noteSeconds(song);
  return onset.reduce((most, seconds) => Math.max(most, seconds), 0);
}

/** How much of a song's time (in ticks) has the right key, and the right signature. */
export function overlap(
  { keys }: Modulation,
  found: readonly { readonly tick: number; readonly endTick: number; readonly key: number }[],
): { readonly exact: number; readonly signature: number } {
  let all = 0;
  let exact = 0;
  let signature = 0;
  for (const { tick, endTick, key } of found) {
    keys.forEach((truth, n) => {
      const ticks = Math.min(endTick, keys[n + 1]?.tick ?? endTick) - Math.max(tick, truth.tick);
      if (ticks <= 0) return;
      all += ticks;
      if (key === truth.key) exact += ticks;
      if (scaleOf(key) === scaleOf(truth.key)) signature += ticks;
    });
  }
  return all > 0 ? { exact: exact / all, signature: signature / all } : { exact: 0, signature: 0 };
}
