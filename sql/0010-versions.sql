-- Which values are older than the analyzers and taggers that the catalogue was last written with, and how long they take.

-- Ids of those that a set lacks, or has in an older version or with other options; kept up to date when a run begins.
alter table analyzer_set add column stale text[] not null default '{}';

-- When its fields were last computed, which need not be when it came in.
alter table content add column analyzed timestamptz not null default now();

-- Seconds and files by stage, analyzer (`analyze/chords`) and tagger, of the latest run with enough files.
create table timing (
  part text primary key,
  files int8 not null,
  seconds float8 not null
);

-- What a run was told: analyze what came in (add), or again (run).
alter table run add column kind text not null default 'add';
