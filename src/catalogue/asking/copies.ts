/** Copies that are there, as their rows say: by the contents that they hold, or by their paths. */
import type { Store } from "../store.ts";

/** A copy. */
export interface CopyRow {
  /** Id of its content. */
  readonly content: string;
  /** As it is stored. */
  readonly path: string;
  /** Bytes, and milliseconds since 1970; 64 bits come as text. */
  readonly size: string;
  readonly mtime: string;
  /** Numbers of the source and the run of its row. */
  readonly source: number;
  readonly run: number;
  /** File name of the outermost archive that holds it. */
  readonly archive: string | null;
  /** Whether its name says another tempo or key than the music; null where it says none. */
  readonly differs: boolean | null;
}

/** A copy with what its content is. */
export interface CopyOfContent extends CopyRow {
  /** In hex. */
  readonly hash: string;
  /** How many copies the content has. */
  readonly copies: number;
}

const columns = `k."content"::text as "content", k."path", k."size"::text as "size", k."mtime"::text as "mtime",
  k."source", k."run", k."archive", k."name_differs" as "differs"`;

/** Copies of some contents, by id, in order of path. */
export const copiesOf = (store: Store, ids: readonly string[]): Promise<readonly CopyRow[]> =>
  store.query<CopyRow>(
    `select ${columns} from copy k
     where k."content" = any($1::int8[]) and not k."missing" order by k."path" collate "C"`,
    [`{${ids.join(",")}}`],
  );

/** Copies at some paths, as they are stored, in order of path. */
export const copiesAt = (store: Store, paths: readonly string[]): Promise<readonly CopyOfContent[]> =>
  store.query<CopyOfContent>(
    `select ${columns}, encode(c."hash", 'hex') as "hash", c."copies"
     from copy k join content c on c."id" = k."content"
     where k."path" = any(array(select jsonb_array_elements_text($1::text::jsonb))) and not k."missing" order by k."path" collate "C"`,
    [JSON.stringify(paths)],
  );
