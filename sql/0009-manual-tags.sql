-- Marking contents by hand: each function is one statement for its caller, so that marks and what is made of them change
-- together.

-- Whether a tag is among some that were named, with their namespace or without.
create function is_named(tag text, names text[]) returns bool language sql immutable as $$
  select tag = any(names) or substr(tag, strpos(tag, ':') + 1) = any(names)
$$;

-- Contents of a list whose tags or marks `mark_tags` would change.
create function count_marks(ids int8[], given text[], removed text[]) returns int4 language sql stable as $$
  select count(*)::int4 from content c where c.id = any(ids) and (
    exists (select 1 from unnest(given) g where not exists (
      select 1 from manual_tag m where m.content = c.id and m.tag = g and m.given))
    or exists (select 1 from unnest(c.tags) t where is_named(t, removed) and t <> all(given)))
$$;

-- Gives tags, and takes tags away that are there. Returns how many contents that changed.
create function mark_tags(ids int8[], given text[], removed text[]) returns int4 language plpgsql as $$
declare changed int4 := count_marks(ids, given, removed);
begin
  insert into manual_tag (content, tag, given)
    select c.id, t, false from content c, unnest(c.tags) t
    where c.id = any(ids) and is_named(t, removed) and t <> all(mark_tags.given)
    on conflict (content, tag) do update set given = false, added = now();
  insert into manual_tag (content, tag, given) select c.id, g, true from content c, unnest(mark_tags.given) g where c.id = any(ids)
    on conflict (content, tag) do update set given = true, added = now() where not manual_tag.given;
  perform refresh_tags(ids);
  return changed;
end $$;

-- Contents of a list of which `clear_marks` would forget something; no names mean all tags.
create function count_cleared(ids int8[], names text[]) returns int4 language sql stable as $$
  select count(distinct m.content)::int4 from manual_tag m
  where m.content = any(ids) and (cardinality(names) = 0 or is_named(m.tag, names))
$$;

-- Forgets what was said by hand of tags, so that the automatic ones stand again. Returns how many contents that changed.
create function clear_marks(ids int8[], names text[]) returns int4 language plpgsql as $$
declare changed int4 := count_cleared(ids, names);
begin
  delete from manual_tag m where m.content = any(ids) and (cardinality(names) = 0 or is_named(m.tag, names));
  perform refresh_tags(ids);
  return changed;
end $$;

-- Brings content.tags in line with what tags_of says.
create function refresh_tags(ids int8[]) returns void language sql as $$
  update content c set tags = n.tags, tag_sources = n.sources
  from (select o.id, tags_of(o.id, o.own_tags) as tags, tag_sources_of(o.id, o.own_tag_sources) as sources
    from content o where o.id = any(ids)) n
  where c.id = n.id and (c.tags, c.tag_sources) is distinct from (n.tags, n.sources)
$$;
