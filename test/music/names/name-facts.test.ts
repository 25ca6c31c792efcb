import { expect, test } from "bun:test";
import { formatKey } from "../../../src/music/keys.ts";
import { nameFacts } from "../../../src/music/names/name-facts.ts";

const said = (name: string): string => {
  const { bpm, key, bars, track } = nameFacts(name);
  const facts = [
    bpm === null ? "" : `${bpm} bpm`,
    key === null ? "" : formatKey(key),
    bars === null ? "" : `${bars} bars`,
    track === null ? "" : `track ${track}`,
  ];
  return facts.filter(Boolean).join(", ");
};

test.each([
  // Tempo.
  ["Loop 120bpm F#m", "120 bpm, F# minor"],
  ["BPM 174 amen", "174 bpm"],
  ["drums 92.5bpm", "92.5 bpm"],
  ["Bass_128_Am", "128 bpm, A minor"],
  // Keys, in every spelling.
  ["pad_Bbm_90 BPM", "90 bpm, Bb minor"],
  ["Lead C#min 140", "140 bpm, C# minor"],
  ["lead_f#m_140", "140 bpm, F# minor"],
  ["Amin_loop", "A minor"],
  ["loop Cmaj 100", "100 bpm, C major"],
  ["Sonata in A minor", "A minor"],
  ["Prelude in Eb major", "Eb major"],
  ["Nocturne in C-sharp minor", "C# minor"],
  ["Prelude in A flat major", "Ab major"],
  ["chords 8A 124", "124 bpm, A minor"],
  ["chords 08A 124", "124 bpm, A minor"],
  ["chords 12B", "E major"],
  ["Präludium c-moll", "C minor"],
  ["Sinfonie Es-Dur", "Eb major"],
  ["Messe h-Moll", "B minor"],
  ["fuga in re minore", "D minor"],
  ["Sonate en si bémol majeur", "Bb major"],
  ["Preludio en do sostenido menor", "C# minor"],
  // Bars.
  ["bassline_Em_98_4bars", "98 bpm, E minor, 4 bars"],
  ["FUNK BASS E7 104 (8 bars)", "104 bpm, 8 bars"],
  ["8bar break", "8 bars"],
  ["groove 16-bar 90bpm", "90 bpm, 16 bars"],
  ["Basic Rock 2-measure", "2 bars"],
  // Track.
  ["03 - Title", "track 3"],
  ["3. Title", "track 3"],
  ["12.Title", "track 12"],
  ["(07) Title", "track 7"],
  ["07-IntervalsRightHand", "track 7"],
  ["07_title", "track 7"],
  ["03 Title", "track 3"],
  ["1-03 Title", "track 3"],
  ["72 - Song in A minor", "A minor, track 72"],
  ["Artist - Track 12", "track 12"],
  ["4_-_Hard", "track 4"],
  // What only looks like a fact.
  ["I Am Legend", ""],
  ["117_afrocuban-bembe_122_fill_4-4", ""],
  ["1999", ""],
  ["Plan B", ""],
  ["A Day in the Life", ""],
  ["Track 101", ""],
  ["Loop 120bpm or 128bpm", ""],
  ["Am or C#m 120", "120 bpm"],
  ["Summer of 69", ""],
  ["Bb King", ""],
  ["Trumpet in Bb", ""],
  ["Clarinet Bb 2", ""],
  ["Am-F-C-G 120", ""],
  ["Bossa Nova Dm7 G7 132", "132 bpm"],
  ["Prelude in C minor Op. 72", "C minor"],
  ["Toccata in D minor, BWV 165", "D minor"],
  ["12 bar blues in G", "G major"],
  ["bar 5", ""],
  ["4 bars or 8 bars", ""],
  ["0 bars", ""],
  ["Side 1A", ""],
  ["disc 2B 100", ""],
  ["99 Luftballons", ""],
  ["50 Ways", ""],
  ["99_luftballons", ""],
  ["7-Up", ""],
  ["24-7", ""],
  ["3.5 mm", ""],
  ["10_soul-groove10_102_beat_4-4", ""],
  ["00 - Intro", ""],
  ["Elmo Dur", ""],
  ["las menores", ""],
])("%j says %j", (name, facts) => expect(said(name)).toBe(facts));
