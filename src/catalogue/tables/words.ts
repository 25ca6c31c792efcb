/** The names of a content's copies beside its own, which its folded text is made of (sql/0019-words.sql). */

/** Columns of features that the folded text is made of: they stay, whatever plugin goes. */
export const searchedFeatures: ReadonlySet<string> = new Set(["instruments", "track_names"]);

/**
 * SQL of the names and folders of a content's copies, where several are there; null for one, whose name the content has.
 *
 * @param content how the row of the content is called.
 */
export const otherNames = (content: string): string =>
  `select case when count(distinct o.id) > 1 then array_agg(distinct said order by said) end as names
     from copy o, unnest(array[o.name collate "C", o.folder collate "C"]) as u(said)
     where o.content = ${content}.id and not o.missing`;
