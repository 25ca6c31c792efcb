-- 0022: work that many machines share. A campaign is what somebody asked for once; its units are what one worker does between two
-- looks at the queue.
create table campaign (
  id int4 generated always as identity primary key,
  kind text not null,                 -- add
  state text not null,                -- open, paused, draining, done, cancelled
  started timestamptz not null default now(),
  finished timestamptz,
  version text not null,              -- of midiq; another one does not work at it
  analyzer_set int4 not null,         -- nor one with other analyzers
  about jsonb not null
);
create table unit (
  id int8 generated always as identity primary key,
  campaign int4 not null,
  kind text not null,                 -- files, archive, finish
  source int4,                        -- the place that its files lie in; null: any machine can do it
  files int4 not null,
  data jsonb not null,
  state text not null default 'waiting', -- waiting, active, done, cut, poisoned, failed
  attempt int4 not null default 0,    -- who completes it must have begun its last attempt
  losses int4 not null default 0,     -- attempts whose worker was not heard of again
  failures int4 not null default 0,   -- attempts that ended with an error
  due timestamptz not null default now(),
  worker text,
  begun timestamptz,
  beat timestamptz,
  ended timestamptz,
  at text,                            -- the file that its worker was at
  message text,
  counts jsonb
);
create index unit_waiting on unit (id) where state = 'waiting';
create index unit_active on unit (beat) where state = 'active';
create index unit_campaign on unit (campaign, state);
create table worker (
  id text primary key,
  machine text not null,
  pid int4 not null,
  version text not null,
  started timestamptz not null default now(),
  beat timestamptz not null,
  unit int8,
  files int8 not null,
  memory int8 not null                -- bytes
);
