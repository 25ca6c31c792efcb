/** The files that a query finds, as they are to be organized: each copy by itself, or one of each content. */

import { type Condition, matcher } from "../../dsl/mod.ts";
import { type CopyRow, copiesAt, copiesOf } from "../catalogue/asking/copies.ts";
import type { Answer } from "../catalogue/asking/find.ts";
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Places } from "../catalogue/places/places.ts";
import { namedColumns } from "../catalogue/tables/copy-names.ts";
import type { Registry } from "../plugin/registry.ts";
import type { SystemPath } from "../sources/bytes.ts";
import { findFile, systemPath } from "../sources/file-names.ts";
import { isBucketUrl } from "../sources/s3.ts";
import type { Template, TemplateRow } from "../template/template.ts";

/** A file that the catalogue has. */
export interface OrganizedFile {
  readonly path: string;
  /** The same as the system has it. */
  readonly systemPath: SystemPath;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** File name of the outermost archive that holds it. */
  readonly archive: string | null;
  /** Numbers of the source and the run of its row. */
  readonly source: number;
  readonly run: number;
  /** What a template is told of it, but for its path and its number. */
  readonly row: Omit<TemplateRow, "path" | "n">;
  /** Why it cannot be organized, whatever lies on the disk. */
  readonly unusable?: string;
  /** Path of the member, of a file that is a copy of one in the cache. */
  readonly member?: string;
}

/** Which files. */
interface FilesWanted {
  /** Every copy that is there and meets what the query says of copies; else one of each content. */
  readonly isEach: boolean;
  /** At most so many contents. */
  readonly limit?: number;
  /** Fields that are wanted beside those of the template. */
  readonly fields?: readonly string[];
  /** Some of the contents that were found. */
  readonly choose?: (rows: readonly Answer[]) => readonly Answer[];
}

const chunk = 2000;
/** Paths have no index: all copies are read for so many of them. */
const mostPaths = 50_000;

/**
 * Files that a query finds, with the values that a template needs, in the order of the query; one of each content is a
 * plain file before a member of an archive.
 */
export async function filesFound(
  db: Catalogue,
  prepared: Prepared,
  template: Template,
  { isEach, limit = Number.POSITIVE_INFINITY, fields = [], choose = (rows) => rows }: FilesWanted,
): Promise<readonly OrganizedFile[]> {
  const found = await db.find(prepared, { limit, codes: true, fields: [...new Set([...template.fields, ...fields])] });
  const rows = choose(found.rows);
  const places = await db.store.places();
  const isMeant = copiesMeant(prepared.checked.condition, db.registry, places);
  const files: OrganizedFile[] = [];
  for (let from = 0; from < rows.length; from += chunk) {
    const some = rows.slice(from, from + chunk);
    const copies = await copiesOf(
      db.store,
      some.map(({ id }) => id),
    );
    const byContent = Map.groupBy(copies, ({ content }) => content);
    for (const row of some) {
      const meant = (byContent.get(row.id) ?? []).filter(isMeant).map((copy) => fileOf(copy, row, places));
      if (isEach) files.push(...meant);
      else files.push(...[bestOf(meant)].flatMap((one) => one ?? []));
      if (meant.length === 0) files.push(goneFile(row));
    }
  }
  return files;
}

/** A plain file before a member of an archive, and that before what cannot be read here. */
const bestOf = (files: readonly OrganizedFile[]): OrganizedFile | undefined =>
  files.find(({ unusable, archive }) => unusable === undefined && archive === null) ??
  files.find(({ unusable }) => unusable === undefined) ??
  files[0];

/** A content of which nothing is there any more: it was found, so that it is told. */
const goneFile = ({ path, hash, copies, values }: Answer): OrganizedFile => ({
  path,
  systemPath: path,
  size: 0,
  mtime: 0,
  archive: null,
  source: 0,
  run: 0,
  row: { hash, copies, values },
  unusable: "it is gone",
});

/** Files by their paths, in order of path; those that the catalogue does not have are left out. */
export async function filesAt(db: Catalogue, paths: readonly string[]): Promise<readonly OrganizedFile[]> {
  const places = await db.store.places();
  const stored = paths.map((path) => places.meant(path));
  const files: OrganizedFile[] = [];
  for (let from = 0; from < paths.length; from += mostPaths) {
    const rows = await copiesAt(db.store, stored.slice(from, from + mostPaths));
    for (const row of rows) files.push(fileOf(row, { hash: row.hash, copies: row.copies, values: {} }, places));
  }
  return files;
}

function fileOf(copy: CopyRow, { hash, copies, values }: OrganizedFile["row"], places: Places): OrganizedFile {
  const { source, run } = copy;
  const local = places.local(copy.path);
  const path = local ?? places.shown(copy.path);
  const unusable =
    local === undefined ? places.whereabouts(copy.path) : isBucketUrl(path) ? "it is in a bucket" : undefined;
  const found = unusable === undefined && copy.archive === null ? findFile(path) : undefined;
  return {
    path,
    systemPath: found ? systemPath(found) : path,
    size: Number(copy.size),
    mtime: Number(copy.mtime),
    archive: copy.archive,
    source,
    run,
    row: { hash, copies, values },
    ...(unusable !== undefined && { unusable }),
  };
}

/**
 * A query finds a file when any of its copies is under a folder; only those that are there are meant then. Conditions that
 * are joined with others by `or` do not tell copies apart.
 */
function copiesMeant(condition: Condition, registry: Registry, { inside }: Places): (copy: CopyRow) => boolean {
  const parts = condition.type === "and" ? condition.parts : [condition];
  const ofCopies = parts.filter((part) => isOfCopies(part, registry));
  if (ofCopies.length === 0) return () => true;
  const matches = matcher({ type: "and", parts: ofCopies }, registry);
  return ({ path, archive, differs, size }) => {
    const copy = {
      ...namedColumns(path, inside(path)),
      archive,
      size: Number(size),
      missing: false,
      name_differs: differs,
    };
    return matches({ columns: {}, copies: [copy] });
  };
}

/** Whether a condition looks at nothing but the copies of a content. */
function isOfCopies(condition: Condition, registry: Registry): boolean {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.parts.length > 0 && condition.parts.every((part) => isOfCopies(part, registry));
    case "not":
      return false;
    case "scope":
      return condition.scope === "copy" && condition.quantifier === "any";
    case "like":
    case "resembles":
    case "words":
      return false;
    default:
      return registry.find(condition.field)?.table === "copy";
  }
}
