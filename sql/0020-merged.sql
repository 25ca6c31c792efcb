-- 0020: which files were merged in, so that each comes in once: a merge of many files goes on where it was stopped.
create table merged (
  hash bytea primary key,             -- SHA-256 of the file
  path text not null,
  at timestamptz not null default now()
);
