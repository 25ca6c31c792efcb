-- Words are looked for in one folded text a content: names and folders of its copies, instruments, names of tracks and tags, on a
-- line each (dsl/sql/words.ts). The database keeps it by itself.

-- Names and folders of all copies that are there, where a content has several, each once (src/catalogue/tables/words.ts).
alter table content add column other_names text[];
update content c set other_names = n.names
  from (select content, array_agg(distinct said order by said) as names
      from copy k, unnest(array[k.name collate "C", k.folder collate "C"]) as u(said)
      where not k.missing and k.content in (select id from content where copies > 1)
      group by content) n
  where n.content = c.id and c.copies > 1;

-- Texts of a content on a line each, without case and accents, as dsl/text/fold.ts folds them; of a tag what stands behind its
-- namespace. Most are ASCII, which folds by its case alone: five times as fast.
create function words_of(name text, folder text, other_names text[], instruments text[], track_names text[], tags text[])
returns text language plpgsql immutable parallel safe as $$
declare
  said text := concat_ws(E'\n', name, folder, array_to_string(other_names, E'\n'), array_to_string(instruments, E'\n'),
    array_to_string(track_names, E'\n'))
    || regexp_replace(E'\n' || coalesce(array_to_string(tags, E'\n'), ''), E'\n[^:\n]*:', E'\n', 'g');
begin
  if octet_length(said) = char_length(said) then
    return lower(said);
  end if;
  return lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g'));
end $$;

-- Features come later to a new catalogue; these two come now, so that the text stands before them all: what stands behind a hundred
-- columns takes four times as long to look at. It stays in its row for the same reason.
alter table content add column if not exists instruments text[], add column if not exists track_names text[],
  alter column instruments set storage main, alter column track_names set storage main;
alter table content
  add column words text generated always as (words_of(name, folder, other_names, instruments, track_names, tags)) stored,
  alter column words set storage main;

-- The folded text of a content knows the names too.
drop index if exists copy_name_words;
