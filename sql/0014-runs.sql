-- Secondary indexes that a bulk load left out, so that the next run makes them again if the load was killed.
create table deferred_index (
  name text primary key,
  since timestamptz not null default now()
);

-- Sorted from the other end than results are, so no sort could use them: content_most_complex and content_newest stand for
-- them (src/store/indexes.ts).
drop index if exists content_complexity;
drop index if exists content_added;

-- Where rows come from: what a run was told, which analyzers it had, and seconds by stage.
alter table run add column options jsonb;
alter table run add column analyzer_set int4;
alter table run add column seconds jsonb;
