/** Moving files as scripts do it: a plan that can be looked at, the plan carried out, and the way back. */
import { resolve } from "node:path";
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { createDigest } from "../digest.ts";
import { readTemplate } from "../template/template.ts";
import { version } from "../version.ts";
import { alone, recoverAll } from "./alone.ts";
import { type Applied, applyPlan } from "./apply.ts";
import { type PlannedRun, reasonToLeaveBelow, runsOf, unpackPlanned } from "./archived.ts";
import { filesAt, filesFound } from "./files.ts";
import { follower } from "./follow.ts";
import { isOfThisMachine, type Journal, type RunAbout } from "./journal.ts";
import { journalFolder } from "./journal-folder.ts";
import { journalToUndo } from "./moved-runs.ts";
import type { Manner } from "./place.ts";
import { type Planned, planFiles } from "./plan.ts";
import { type Undone, undoRun } from "./undo.ts";

/** Where files go, and how. */
export interface MoveOptions {
  /** The folder below which they go. Without one, each keeps its folder and gets another name. */
  readonly to?: string;
  /** `move` unless said. */
  readonly how?: Manner;
  /** Files of the same bytes that want the same name are left where they are. */
  readonly skipDuplicates?: boolean;
  /** The query as the journal tells it, where it is prepared already. */
  readonly title?: string;
}

/** A plan of moves, which nothing has carried out yet. */
export interface Moves {
  /** Each file with its new path, or why it stays. */
  readonly files: readonly Planned[];
  readonly template: string;
  readonly query: string;
  readonly how: Manner;
  /** The folder below which files go. */
  readonly root: string | undefined;
}

/** How moves are carried out, or taken back. */
export interface MovingOptions {
  /** Removes folders that became empty. */
  readonly prune?: boolean;
  /** Stops between steps. The same plan, made again, continues. */
  readonly signal?: AbortSignal | undefined;
  /** Told how many steps of how many are done. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/**
 * Plans where the files of a query go; nothing is touched. Members of archives go below a folder as copies.
 *
 * @param template names and folders, as in `{key}/{bpm:.0f} {name}` (docs/organizing.md).
 * @throws QueryError for a query or a template that cannot be understood.
 * @example
 * const { files } = await planMoves(db, "{key}/{name}", "has_drums", { to: "sorted", how: "copy" });
 * for (const { file, to, why } of files) console.log(file.path, to ?? why);
 */
export async function planMoves(
  db: Catalogue,
  template: string,
  query: string | Prepared,
  { to, how = "move", skipDuplicates = false, title }: MoveOptions = {},
): Promise<Moves> {
  const read = readTemplate(template, db.registry);
  const prepared = typeof query === "string" ? await db.prepare(query) : query;
  const files = await filesFound(db, prepared, read, { isEach: how === "move" });
  const root = to === undefined ? undefined : resolve(to);
  const digest = await createDigest();
  const below = root === undefined ? {} : { reasonToLeave: reasonToLeaveBelow(files, how) };
  const planned = planFiles(files, { template: read, root, how, skipDuplicates, digest, ...below });
  return { files: planned, template, query: title ?? (typeof query === "string" ? query : ""), how, root };
}

/** What became of a plan. */
export interface Moved extends Applied {
  /** The run that copied members of archives, where files did not copy; another undo takes it back. */
  readonly copied?: Applied;
}

/**
 * Carries a plan out. The catalogue, opened for writing, follows; what could not be done is in `failed`, and the rest goes on.
 *
 * @throws StoreError `locked` while another process moves files of this catalogue.
 */
export function applyMoves(
  db: Catalogue,
  { files, template, query, how, root }: Moves,
  options: MovingOptions = {},
): Promise<Moved> {
  const kind = root === undefined ? "rename" : "organize";
  return alone(db, async () => {
    await recoverAll(db);
    const [first, copies] = runsOf(await unpackPlanned(files, await createDigest()), how) as readonly [
      PlannedRun,
      PlannedRun?,
    ];
    const apply = (run: PlannedRun): Promise<Applied> => {
      const prune = options.prune === true && run.how === "move";
      return carryOut(db, run.files, { kind, how: run.how, template, query }, { ...options, prune, root });
    };
    const applied = await apply(first);
    return copies && !applied.isStopped ? { ...applied, copied: await apply(copies) } : applied;
  });
}

/** Carries a plan out, and notes it in a journal, for one who has the catalogue's files alone. */
export async function carryOut(
  db: Catalogue,
  files: readonly Planned[],
  about: Omit<RunAbout, "started" | "version">,
  { prune = false, root, signal, onProgress }: MovingOptions & { readonly root?: string | undefined },
): Promise<Applied> {
  const digest = await createDigest();
  const run: RunAbout = { ...about, started: new Date().toISOString(), version };
  return applyPlan(files, run, journalFolder(db.url), {
    prune,
    digest,
    ...(root !== undefined && { root }),
    ...(signal && { signal }),
    ...(onProgress && { onStep: onProgress }),
    ...(about.how === "move" && { follow: follower(db, db.plugins, digest) }),
  });
}

/**
 * Puts the files of a run back: of the latest that is not undone, or of the one of a number. Undefined where there is none.
 *
 * @throws StoreError `locked` while another process moves files of this catalogue.
 */
export function undoMoves(
  db: Catalogue,
  run?: number,
  { onProgress }: Pick<MovingOptions, "onProgress"> = {},
): Promise<Undone | undefined> {
  return alone(db, async () => {
    await recoverAll(db);
    const journal = journalToUndo(db, run);
    if (!journal || journal.isUndone || !isOfThisMachine(journal)) return undefined;
    return putBack(db, journal, onProgress);
  });
}

/**
 * Plans to put files aside below a folder, each with its folders below what they have in common.
 *
 * @param paths of files; those that the catalogue does not have are left out.
 * @example
 * const { paths } = await sparesOf(await db.duplicates("", { level: "bytes" }));
 * const { done } = await applyMoves(db, await planAside(db, paths, "spare"));
 */
export async function planAside(db: Catalogue, paths: readonly string[], folder: string): Promise<Moves> {
  const template = readTemplate("{folder}/{name}", db.registry);
  const layout = { template, root: resolve(folder), how: "move", skipDuplicates: false } as const;
  const files = planFiles(await filesAt(db, paths), layout);
  return { files, template: template.text, query: "", how: layout.how, root: layout.root };
}

/** Puts the files of one run back, for one who has the catalogue's files alone. */
export async function putBack(
  db: Catalogue,
  journal: Journal,
  onProgress?: MovingOptions["onProgress"],
): Promise<Undone> {
  const digest = await createDigest();
  return undoRun(journal, digest, follower(db, db.plugins, digest), onProgress);
}
