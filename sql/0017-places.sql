-- 0017: where paths mean the same, whoever looks. A source is a place: the disks of one machine (kind file), a location that
-- machines share (kind shared), the buckets of one endpoint (kind bucket). Paths of the first machine, and of the first
-- endpoint, are stored as they are; those of others begin with the key of their place, `nas1:loops/a.mid`, and the ids of
-- their copies are mixed with it. So one path on two machines is two copies (decision 30).
alter table source add column key text not null default '';

-- What the ids of a place are mixed with, by exclusive or: 63 bits of the SHA-256 of its key, nothing for the empty key. It
-- can be taken back, so that a catalogue can be merged into another without the bytes of its paths.
create function place_salt(key text) returns int8 language sql immutable as $$
  select case when key = '' then 0
    else ('x' || encode(substr(sha256(convert_to(key, 'UTF8')), 1, 8), 'hex'))::bit(64)::int8 & 9223372036854775807 end
$$;

-- A stored path of a place under another key. Addresses of plugins, which are no paths of a disk, are the same for all machines.
create function place_path(path text, kind text, was text, key text) returns text language sql immutable as $$
  select case
    when was = key then path
    when kind = 'bucket' then
      regexp_replace(path, '^(s3://[^/@]*)(@[^/]*)?', '\1' || case when key = '' then '' else '@' || key end)
    when was = '' and path !~ '^(/|[A-Za-z]:\\)' then path
    else case when key = '' then '' else key || ':' end || case when was = '' then path else substr(path, length(was) + 2) end
  end
$$;

-- The id of a copy, or of an archive, with it.
create function place_id(id int8, path text, kind text, was text, key text) returns int8 language sql immutable as $$
  select case when place_path(path, kind, was, key) = path then id else id # place_salt(was) # place_salt(key) end
$$;

-- Where a machine finds a location that it shares.
create table mount (
  machine text not null,
  path text not null,                -- without a slash at its end
  source int4 not null,
  primary key (machine, path)
);

alter table reject add column source int4;

-- Which endpoint the buckets of earlier versions were of, nobody noted: the next one that is used is taken for it.
insert into source (id, kind, root, machine)
  select 1228385451, 'bucket', '', '' where exists (select from copy where starts_with(path, 's3://'));
update copy set source = 1228385451 where starts_with(path, 's3://');
update archive set source = 1228385451 where starts_with(path, 's3://');

-- The machine that came first keeps its paths and ids; those that wrote to the same server get a key each.
update source set key = machine where kind = 'file' and id <> coalesce(
  (select s.id from run r join source s on s.kind = 'file' and s.machine = r.machine order by r.id limit 1),
  (select min(id) from source where kind = 'file'));
update reject r set source = coalesce(
  (select k.source from copy k where k.id = r.copy),
  (select s.id from source s where s.kind = 'bucket' and starts_with(r.path, 's3://')),
  (select s.id from run n join source s on s.kind = 'file' and s.machine = n.machine where n.id = r.run),
  (select id from source where kind = 'file' and key = ''));
update reject r set copy = place_id(r.copy, r.path, s.kind, '', s.key), path = place_path(r.path, s.kind, '', s.key)
  from source s where s.id = r.source and s.key <> '';
update archive a set id = place_id(a.id, a.path, s.kind, '', s.key), path = place_path(a.path, s.kind, '', s.key)
  from source s where s.id = a.source and s.key <> '';
update copy k set id = place_id(k.id, k.path, s.kind, '', s.key), path = place_path(k.path, s.kind, '', s.key)
  from source s where s.id = k.source and s.key <> '';
update content c set path = k.path, name = k.name, folder = k.folder
  from (select o.content, coalesce(min(o.path collate "C") filter (where not o.missing), min(o.path collate "C")) as path
      from copy o where o.content in (select content from copy join source s on s.id = source where s.key <> '')
      group by o.content) n
    join copy k on k.content = n.content and k.path = n.path
  where c.id = n.content;
