-- Secondary indexes that a bulk load left out, so that the next run makes them again if the load was killed.
create table deferred_index (
  name text primary key,
  since timestamptz not null default now()
);

-- Where rows come from: what a run was told, which analyzers it had, and seconds by stage.
alter table run add column options jsonb;
alter table run add column analyzer_set int4;
alter table run add column seconds jsonb;
