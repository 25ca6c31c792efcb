-- What is inside a file: its tracks and its sections, for conditions that one and the same of them has to meet
-- (`any track (inst bass notes 50..)`), and the vectors by which files are compared. Columns stand in an order that
-- wastes no space on alignment: a million files have some ten million tracks.

-- The notes of one channel of one track.
create table track (
  content int8 not null,
  notes int4 not null,
  density float4,                    -- its notes in a second of the song
  velocity_mean float4,
  n int2 not null,                   -- in order of track, then of first note
  program int2,                      -- 1 to 128; null for drums
  channel int2 not null,             -- 1 to 16
  low int2,
  high int2,
  polyphony int2,                    -- most notes at once
  drums bool not null,
  role text,                         -- melody, bass, chords, pad, drums, other
  name text,
  instruments text[] not null,
  primary key (content, n)
);

-- One section of the form, in order of time.
create table section (
  content int8 not null,
  bar int4 not null,                 -- its first, 1-based
  bars int4 not null,
  notes int4 not null,
  density float4,
  n int2 not null,
  key int2,
  drums bool not null,
  letter text not null,              -- like sections have one letter
  chords text,                       -- as content.chords
  primary key (content, n)
);

-- What files are compared by (src/analyzers/facets.ts, src/midi/fingerprint.ts).
create table vector (
  content int8 primary key,
  facets bytea not null,             -- harmony 36, rhythm 68, melody 34, instrumentation 17: a byte each, 255 is 1
  minhash bytea                      -- 128 words of 32 bits, little endian; null for fewer than seven onsets
);
