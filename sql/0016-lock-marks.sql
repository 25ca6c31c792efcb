-- Marks by hand beside a run that adds: contents are locked in order of id, as other writers do, so that neither locks the
-- other out, and tags are computed from what is committed then.
create or replace function refresh_tags(ids int8[]) returns void language sql as $$
  select from content where id = any(ids) order by id for update;
  update content c set tags = n.tags, tag_sources = n.sources
  from (select o.id, tags_of(o.id, o.own_tags) as tags, tag_sources_of(o.id, o.own_tag_sources) as sources
    from content o where o.id = any(ids)) n
  where c.id = n.id and (c.tags, c.tag_sources) is distinct from (n.tags, n.sources)
$$;
