-- What is where: archives that need not be opened again, and what copies say whose files are gone.

-- Archives that were read to their end, with nothing refused. One that has this size and this time of last change is not
-- opened again; one that could not be read whole has no row.
create table archive (
  id int8 primary key,               -- first 63 bits of the BLAKE3 hash of its path as shown
  source int4 not null,
  path text not null,
  size int8 not null,
  mtime int8 not null,               -- milliseconds since 1970
  members int4 not null              -- files found in it, with all that is nested
);

-- The tags of a content, from wherever: its own, those of its copies' names, and those given by hand; without those that
-- were taken away by hand. Copies count that are there; where none is, those that were.
create or replace function tags_of(content int8, own_tags text[]) returns text[] language sql stable as $$
  select array(
    select t from (
      (select unnest(own_tags)
        union select unnest(k.tags) from copy k where k.content = tags_of.content
          and (not k.missing or not exists (select 1 from copy o where o.content = tags_of.content and not o.missing))
        union select m.tag from manual_tag m where m.content = tags_of.content and m.given)
      except select m.tag from manual_tag m where m.content = tags_of.content and not m.given
    ) u(t) order by t collate "C")
$$;

-- Where they come from.
create or replace function tag_sources_of(content int8, own_tag_sources text[]) returns text[] language sql stable as $$
  select array(
    select t from (
      select unnest(own_tag_sources)
        union select unnest(k.tag_sources) from copy k where k.content = tag_sources_of.content
          and (not k.missing or not exists (select 1 from copy o where o.content = tag_sources_of.content and not o.missing))
        union select 'manual' from manual_tag m where m.content = tag_sources_of.content and m.given
    ) u(t) order by t collate "C")
$$;

-- Why the copies of a content were refused: looked up whenever one of them changes.
create index reject_content on reject (content);
