/** A piano roll: notes by part, bar lines, chords above. */

import { AskedError } from "../../errors.ts";
import { heardChords } from "../../hearing/harmony/heard-chords.ts";
import { songMeter } from "../../hearing/meter/song-meter.ts";
import { barCount, barMap, tickOfBar } from "../../hearing/meter/written-meter.ts";
import { parts } from "../../hearing/parts/parts.ts";
import { beatGrid } from "../../hearing/time/beat-grid.ts";
import { lastNoteEnd } from "../../hearing/views.ts";
import { pitchOf, type Song } from "../../midi/song.ts";
import { trackNames } from "../../midi/text.ts";
import { formatChord } from "../../music/chords.ts";
import { drumPieces, programNames } from "../../music/gm.ts";
import { plain } from "../../text/plain.ts";
import type { Drawn, OfSong } from "../kind.ts";
import { number, type Roll, type RollPart } from "../plot.ts";

/** Parts that have a colour of their own, those with most notes first. */
const mostColours = 7;
/** Pieces of the kit from the floor up; other drums stand above. */
const kit = ["kick", "snare", "rim", "clap", "tom", "hat", "openhat", "ride", "crash"] as const;
const otherDrums = "other drums";

const ofSong: OfSong = (song, name, { bars }) => {
  const lines = barLines(song);
  const last = lines.length - 1;
  const [first, final] = bars ?? [1, Math.max(1, last)];
  if (first < 1 || final < first || (song.notes.length > 0 && first > last)) {
    throw new AskedError("no-bars", `Cannot show bars ${first}..${final}: the file has bars 1..${last}`);
  }
  const from = lines[first - 1] ?? 0;
  const to = lines[Math.min(final, last)] ?? from;
  const shown = partsBetween(song, from, to);
  const pitched = shown.filter(({ isDrum }) => !isDrum).flatMap(({ pitches }) => pitches);
  const notes = shown.reduce((sum, { onsets }) => sum + onsets.length, 0);
  const panel: Roll = {
    type: "roll",
    heading: "",
    from,
    to,
    bars: lines.slice(first - 1, Math.min(final, last) + 1).map((tick, n) => ({ tick, number: first + n })),
    chords: chordsBetween(song, from, to),
    parts: shown,
    low: pitched.reduce((low, pitch) => Math.min(low, pitch), 127),
    high: pitched.reduce((high, pitch) => Math.max(high, pitch), 0),
  };
  const range = bars
    ? `bars ${first} to ${Math.min(final, last)} of ${last}`
    : `${number(last)} ${last === 1 ? "bar" : "bars"}`;
  return {
    title: "Piano roll",
    subtitle: `${plain(name)} · ${range} · ${number(notes)} ${notes === 1 ? "note" : "notes"}`,
    panels: notes > 0 ? [panel] : [],
    notes: [],
    count: notes,
    isEstimate: false,
  };
};

/** Where bars begin in ticks, and where the last one ends: by time signatures where they hold, else by the beats. */
function barLines(song: Song): readonly number[] {
  if (song.notes.length === 0) return [0];
  const { source, tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  if (source === "map" && songMeter(song).source !== "detected") {
    const map = barMap(song);
    return Array.from({ length: barCount(song) + 1 }, (_, bar) => tickOfBar(map, bar));
  }
  const lines: number[] = [];
  const pickup = firstDownbeat % beatsPerBar;
  if (pickup > 0) lines.push(tick[0]!);
  for (let beat = pickup; beat < tick.length; beat += beatsPerBar) lines.push(tick[beat]!);
  const end = Math.max(lastNoteEnd(song).ticks, tick.at(-1)!);
  if (lines.at(-1)! < end) lines.push(end);
  return lines;
}

const chordsBetween = (song: Song, from: number, to: number): Roll["chords"] => {
  const heard = heardChords(song);
  return heard.flatMap(({ tick, chord }, n) => {
    const end = heard[n + 1]?.tick ?? heard[n]!.endTick;
    if (end <= from || tick >= to) return [];
    return [{ tick: Math.max(from, tick), end: Math.min(to, end), name: formatChord(chord, chord.tonic ?? undefined) }];
  });
};

/** Parts that sound between two ticks, those with most notes first; all drums are one part, the last. */
function partsBetween(song: Song, from: number, to: number): readonly RollPart[] {
  const { list, ofNote } = parts(song);
  const { onset, duration, info } = song.notes;
  const lanes = lanesOf(song);
  const columns = list.map(() => ({ onsets: [] as number[], ends: [] as number[], pitches: [] as number[] }));
  const drumPart = list.findIndex(({ isDrum }) => isDrum);
  for (let note = 0; note < song.notes.length; note++) {
    const begin = onset[note]!;
    const end = begin + duration[note]!;
    if (begin >= to || (end <= from && begin < from)) continue;
    const { isDrum } = list[ofNote[note]!]!;
    const pitch = pitchOf(info[note]!);
    const { onsets, ends, pitches } = columns[isDrum ? drumPart : ofNote[note]!]!;
    onsets.push(Math.max(from, begin));
    ends.push(Math.min(to, end));
    pitches.push(isDrum ? lanes.indexOf(laneOf(pitch)) : pitch);
  }
  const order = list
    .map((_, part) => part)
    .filter((part) => columns[part]!.onsets.length > 0)
    .sort((a, b) => Number(list[a]!.isDrum) - Number(list[b]!.isDrum) || list[b]!.noteCount - list[a]!.noteCount);
  const names = namesOf(song);
  return order.map((part, place) => {
    const { isDrum } = list[part]!;
    return {
      name: names[part]!,
      colour: place < mostColours ? place : -1,
      isDrum,
      ...columns[part]!,
      ...(isDrum && { lanes }),
    };
  });
}

/** Names of parts: of their track, and of their instrument where a track has no name or another has the same. */
function namesOf(song: Song): readonly string[] {
  const { list } = parts(song);
  const names = trackNames(song);
  const own = list.map(({ track }) => names[track]?.trim() ?? "");
  const drumParts = list.filter(({ isDrum }) => isDrum).length;
  return list.map(({ program, isDrum }, part) => {
    const name = own[part] as string;
    const instrument = isDrum ? "drums" : (programNames[program] ?? `program ${program + 1}`);
    if (name === "" || (isDrum && drumParts > 1)) return instrument;
    const isAlone = own.every((other, n) => n === part || other !== name);
    return plain(isAlone ? name : `${name}: ${instrument}`);
  });
}

const laneOf = (pitch: number): string => {
  const piece = drumPieces.get(pitch);
  return piece !== undefined && (kit as readonly string[]).includes(piece) ? piece : otherDrums;
};

/** The pieces that are hit anywhere in the song, so that a part of it has the rows of the whole. */
function lanesOf(song: Song): readonly string[] {
  const { list, ofNote } = parts(song);
  const hit = new Set<string>();
  for (let note = 0; note < song.notes.length; note++) {
    if (list[ofNote[note]!]!.isDrum) hit.add(laneOf(pitchOf(song.notes.info[note]!)));
  }
  return [...kit, otherDrums].filter((lane) => hit.has(lane));
}

export const roll: Drawn = { ofSong };
