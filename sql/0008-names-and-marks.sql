-- More of what the name of a file says: how many bars the music has, and its number on a disc or in a folder.
alter table copy add column name_bars int2;
alter table copy add column name_track int2;

-- What people say of a content by hand: it wins over what midiq finds, and stays whatever runs again.
create table manual_tag (
  content int8 not null,
  tag text not null,                 -- namespace:value, as automatic tags
  given bool not null,               -- false: it is not so, whatever else says that it is
  added timestamptz not null default now(),
  primary key (content, tag)
);

-- The tags of a content, from wherever: its own, those of its copies' names, and those given by hand; without those that
-- were taken away by hand. The one place that says so; content.tags keeps what it says.
create function tags_of(content int8, own_tags text[]) returns text[] language sql stable as $$
  select array(
    select t from (
      (select unnest(own_tags)
        union select unnest(k.tags) from copy k where k.content = tags_of.content
        union select m.tag from manual_tag m where m.content = tags_of.content and m.given)
      except select m.tag from manual_tag m where m.content = tags_of.content and not m.given
    ) u(t) order by t collate "C")
$$;

-- Where they come from.
create function tag_sources_of(content int8, own_tag_sources text[]) returns text[] language sql stable as $$
  select array(
    select t from (
      select unnest(own_tag_sources)
        union select unnest(k.tag_sources) from copy k where k.content = tag_sources_of.content
        union select 'manual' from manual_tag m where m.content = tag_sources_of.content and m.given
    ) u(t) order by t collate "C")
$$;
