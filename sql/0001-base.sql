-- 0001: the base tables. Columns of features are added to "content" from the registry of analyzers; indexes on them are
-- made after the first load (src/catalogue/tables/indexes.ts).

-- Where copies lie: one row for the files of each machine.
create table source (
  id int4 primary key,               -- hash of kind, root and machine: every process gives it the same number
  kind text not null,                -- file
  root text not null,
  machine text not null
);

-- One row for each distinct byte sequence: the hot table that queries filter.
create table content (
  id int8 primary key,               -- first 63 bits of the BLAKE3 hash: no sequence, so many machines can add
  hash bytea not null,               -- all of it; compared when a batch is merged
  size int8 not null,
  added timestamptz not null default now(),
  status text not null,              -- ok, repaired, partial, rejected
  problems text[] not null,          -- codes of what was damaged
  own_tags text[] not null,          -- tags of the music, true wherever it lies
  tags text[] not null,              -- own_tags and the tags of all copies' names
  copies int4 not null,
  path text not null,                -- of the canonical copy: the smallest path
  name text not null,
  folder text not null,
  analyzer_set int4 not null
);

-- One row for each file or archive member that holds some content.
create table copy (
  id int8 primary key,               -- first 63 bits of the BLAKE3 hash of its path
  source int4 not null,
  content int8,                      -- null: too large to be read
  path text not null,
  name text not null,
  folder text not null,
  size int8 not null,
  mtime int8 not null,               -- milliseconds since 1970
  tags text[] not null,              -- of its names
  evidence jsonb,                    -- why it has them
  missing bool not null default false,
  run int4 not null
);
-- The copies of a content: to show them, to count them, and for conditions on names.
create index copy_content on copy (content);

-- What is only ever shown, apart from the hot table: tracks, texts, evidence of tags, damage.
create table detail (
  content int8 primary key,
  data jsonb not null
);

-- Why a file was refused.
create table reject (
  copy int8 not null,
  content int8,
  path text not null,
  stage text not null,
  code text not null,
  message text not null,
  byte_offset int8,
  run int4 not null,
  primary key (copy, stage, code)
);

-- An analyzer that failed on one content: its fields are null there, all others stand.
create table failure (
  content int8 not null,
  analyzer text not null,
  version int4 not null,
  code text not null,
  message text not null,
  primary key (content, analyzer)
);

-- Which analyzers, versions and taggers made a row: staleness costs one number a row.
create table analyzer_set (
  id int4 primary key,               -- hash of the list
  list jsonb not null
);

-- What was run when.
create table run (
  id int4 generated always as identity primary key,
  started timestamptz not null default now(),
  finished timestamptz,
  version text not null,
  machine text not null,
  counts jsonb
);

-- The fields of every analyzer that ever ran here, so that a query can name them when its plugin is not loaded.
create table field (
  name text primary key,
  about jsonb not null
);
