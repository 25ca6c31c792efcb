-- What the language asks for: where a file was packed, where its tags come from, what people think of it, and the queries
-- that they keep.

-- File name of the outermost archive that holds the copy; null for a file that lies in a folder.
alter table copy add column archive text;

-- Where tags come from: filename, detected, manual ... content.tag_sources is the union of its own and of its copies'.
alter table copy add column tag_sources text[];
alter table content add column own_tag_sources text[];
alter table content add column tag_sources text[];
alter table content alter own_tag_sources set storage main, alter tag_sources set storage main;

-- Set by hand, 1 to 5.
alter table content add column rating int2;

-- Queries that are kept under a name: @club.
create table saved_query (
  name text primary key,
  parameters text[] not null,        -- names of $parameters in order of appearance
  query text not null,
  about text,
  added timestamptz not null default now()
);
