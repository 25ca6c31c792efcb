/** What is like a file: the contents most alike to it among what a query finds, with what each is alike in. */
import { likenessTo, QueryError, type Reference } from "../../../dsl/mod.ts";
import { contentId } from "../../digest.ts";
import { type Facet, facetNames } from "../../hearing/likeness/facets.ts";
import type { Store } from "../store.ts";
import type { AnswerValue } from "./decoded.ts";
import { type Answer, type Answers, shownFields } from "./find.ts";
import { mostAlike } from "./likeness.ts";
import { withPathsHere } from "./local-paths.ts";
import { type Prepared, shownWhere } from "./prepare.ts";
import { type FilesOf, loadReference } from "./references.ts";
import { selectSql } from "./select.ts";

/** What to compare by, and how many are wanted. */
export interface AlikeOptions {
  /** One facet, or the mean of those that both files have (`all`, unless said). */
  readonly by?: Facet | "all";
  /** 20 unless said. */
  readonly limit?: number;
  /** True gives values as they are stored, as `Page.codes`. */
  readonly codes?: boolean;
  /** Where the file is looked for, as `ReadOptions.files`. */
  readonly files?: FilesOf;
}

/** A content with what it is alike in. */
export interface AlikeAnswer extends Answer {
  readonly likeness: number;
  /** Likeness in each facet, 0 to 1; 0 where one of the files has nothing of it. */
  readonly facets: Readonly<Record<Facet, number>>;
  /** Values of `comparedColumns`, by column, where the catalogue has them. */
  readonly compared: Readonly<Record<string, unknown>>;
}

/** The contents most alike to a file, the most alike first. */
export interface Alike extends Pick<Answers, "fields" | "notes"> {
  readonly rows: readonly AlikeAnswer[];
  /** Contents that have the very notes of the file, or are it, whatever the query: they are left out. */
  readonly same: number;
}

/** What people compare songs by beside the facets. */
export const comparedColumns = ["key", "bpm", "meter", "chord_loop"] as const;

const usualLimit = 20;
/** Rows that are looked at beyond those that are wanted: some may be of files that are gone. */
const spare = 30;

/**
 * Finds what is most alike.
 *
 * @throws QueryError `missing-file` for a file that is neither on disk nor in the catalogue, or holds no music.
 */
export async function alikeTo(
  store: Store,
  file: string,
  prepared: Prepared,
  { by = "all", limit = usualLimit, files }: AlikeOptions,
): Promise<Alike> {
  const missing = new QueryError("missing-file", `cannot find the file ${file}`, { start: 0, end: 0 }, undefined, file);
  const reference = await loadReference(file, store, missing, files);
  const most = Math.min(limit, prepared.limit ?? limit);
  const where = { text: shownWhere(prepared), parameters: prepared.where.parameters };
  const isAll = prepared.checked.condition.type === "and" && prepared.checked.condition.parts.length === 0;
  const same = await sameNotes(store, reference);
  for (let wanted = most + spare; ; wanted *= 4) {
    const scores = await mostAlike(
      store,
      { facets: reference.facets, facet: by },
      { where: isAll ? undefined : where, without: same, most: wanted },
    );
    const rows = await rowsOf(store, prepared, scores, reference);
    if (rows.length < most && scores.size === wanted) continue;
    const { notes } = prepared;
    return { rows: rows.slice(0, most), same: same.size, fields: shownFields(store, prepared), notes };
  }
}

/** The file itself, and contents with its very notes. */
async function sameNotes(store: Store, { hash, notesHash }: Reference): Promise<ReadonlySet<bigint>> {
  const hasNotes = notesHash !== null && store.registry.fields.some(({ column }) => column === "notes_hash");
  const id = String(contentId(Buffer.from(hash, "hex")));
  const rows = await store.query<{ id: string }>(
    `select c."id"::text as "id" from content c
     where c."id" = $1::int8${hasNotes ? ` or c."notes_hash" = $2::text` : ""}`,
    hasNotes ? [id, notesHash] : [id],
  );
  return new Set(rows.map(({ id }) => BigInt(id)));
}

/** The rows of some contents in order of their likeness; those whose files are gone are left out. */
async function rowsOf(
  store: Store,
  prepared: Prepared,
  scores: ReadonlyMap<string, number>,
  reference: Reference,
): Promise<readonly AlikeAnswer[]> {
  if (scores.size === 0) return [];
  const fields = shownFields(store, prepared);
  const only = { where: { text: `c."id" = any($1::int8[])`, parameters: [`{${[...scores.keys()].join(",")}}`] } };
  const plain = { ...prepared, ...only, orderKeys: [], orderParameters: [], orderBy: 'c."id"' };
  const known = store.registry.fields.map(({ column }) => column);
  const columns = comparedColumns.filter((column) => known.includes(column));
  const page = selectSql(plain, fields, { limit: Number.POSITIVE_INFINITY });
  const rows = await store.query<Record<string, unknown>>(page.text, page.parameters);
  const more = await store.query<Record<string, unknown>>(
    `select c."id"::text as "id", encode(v."facets", 'hex') as "facets"${columns.map((column) => `, c."${column}"`).join("")}
     from content c join vector v on v."content" = c."id" where ${only.where.text}`,
    only.where.parameters,
  );
  const byId = new Map(more.map((row) => [String(row["id"]), row]));
  const alikeIn = facetNames.map((name) => [name, likenessTo(reference.facets, name)] as const);
  const answers = rows.map((row): AlikeAnswer => {
    const id = String(row["id"]);
    const own = byId.get(id) ?? {};
    const facets = Buffer.from(String(own["facets"] ?? ""), "hex");
    return {
      id,
      hash: String(row["hash"]),
      path: String(row["path"]),
      copies: Number(row["copies"]),
      values: Object.fromEntries(fields.map((field) => [field.name, row[field.name] as AnswerValue])),
      likeness: scores.get(id) ?? 0,
      // A record of names that are all there.
      facets: Object.fromEntries(
        alikeIn.map(([name, likeness]) => [name, facets.length > 0 ? likeness(facets) : 0]),
      ) as AlikeAnswer["facets"],
      compared: Object.fromEntries(comparedColumns.map((column) => [column, own[column] ?? null])),
    };
  });
  return [...(await withPathsHere(store, answers))].sort(
    (a, b) => b.likeness - a.likeness || (a.path < b.path ? -1 : 1),
  );
}
