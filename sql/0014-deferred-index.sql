-- Secondary indexes that a bulk load left out, so that the next run makes them again if the load was killed.
create table deferred_index (
  name text primary key,
  since timestamptz not null default now()
);
