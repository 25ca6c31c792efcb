-- What the first versions left unknown of files that were refused, which no run reads again: they have no tags and no index
-- terms.
update content set own_tag_sources = coalesce(own_tag_sources, '{}'), tag_sources = coalesce(tag_sources, '{}'),
    terms = coalesce(terms, '{}')
  where status = 'rejected' and (own_tag_sources is null or tag_sources is null or terms is null);
update copy k set tag_sources = '{}'
  where tag_sources is null and tags = '{}'
    and not exists (select from content c where c.id = k.content and c.status <> 'rejected');
