/** A query on its way to rows: read, its files and saved queries found, checked, likeness compared, compiled. */
import {
  type Checked,
  type CheckOptions,
  type Compiled,
  checkQuery,
  compileChecked,
  parseQuery,
  type Query,
  QueryError,
  type Reference,
  type Resolved,
  readQuery,
  type SavedQuery,
} from "../../../dsl/mod.ts";
import { savedQueries } from "../marking/saved.ts";
import type { Store } from "../store.ts";
import { type Hidden, hiddenBy, hidingSql, onThere } from "./hidden.ts";
import { compareLikeness } from "./likeness.ts";
import { type FilesOf, loadReference } from "./references.ts";

/** A query that is ready to run. */
export interface Prepared extends Compiled {
  /** How alike each found content is, where the query asks for it; by id. */
  readonly likeness: ReadonlyMap<string, number>;
  /** What the check was given, to check parts of the query again. */
  readonly options: CheckOptions;
  /** What the query does not find, since it does not ask for it. */
  readonly hidden: Hidden;
}

/** How a query is read. */
export interface ReadOptions {
  /** Refuses free text and values that nobody knows: for scripts, where they are slips. */
  readonly strict?: boolean;
  /**
   * Where files are looked for that the query names, as in `like("song.mid")`: on this machine and in the catalogue, or with
   * "catalogue" by stored path and hash alone, without a look at the disk. Whoever takes queries from others says "catalogue".
   */
  readonly files?: FilesOf;
}

/**
 * Makes a query ready to run.
 *
 * @throws QueryError when it cannot be understood, or names a file that cannot be read.
 */
export async function prepare(text: string, store: Store, { files, ...options }: ReadOptions = {}): Promise<Prepared> {
  const { registry } = store;
  const saved: ReadonlyMap<string, SavedQuery> = text.includes("@") ? await savedQueries(store) : new Map();
  // A script says what it means in the language; a person may say it in words.
  const query = options.strict ? parseQuery(text, registry) : readQuery(text, registry, { saved });
  const references = new Map<string, Reference>();
  // Only what has a slash is a path that may be stored otherwise.
  const storedPaths = text.includes("/") ? (await store.places()).otherwise : undefined;
  for (;;) {
    try {
      const given: CheckOptions = { references, saved, ...options, ...(storedPaths && { storedPaths }) };
      const whole = checkQuery(query, registry, given);
      const hidden = hiddenBy(whole.condition);
      const checked = onThere(whole, hidden);
      const { resolved, scores } = await compareLikeness(store, checked.condition);
      return { ...compileFor(store, query, checked, hidden, resolved), likeness: scores, options: given, hidden };
    } catch (error) {
      const file = error instanceof QueryError && error.code === "missing-file" ? error.about : undefined;
      if (file === undefined || references.has(file)) throw error;
      references.set(file, await loadReference(file, store, error as QueryError, files));
    }
  }
}

/** Compiles a checked query for a store: its words are looked for in the folded text of each content. */
export const compileFor = (
  store: Store,
  query: Query,
  checked: Checked,
  hidden: Hidden,
  resolved?: Resolved,
): Compiled => compileChecked(query, checked, store.registry, resolved, { hasWords: usesWords(hidden) });

/** Whether the folded texts answer: they know nothing of copies that are gone. */
export const usesWords = ({ missing }: Hidden): boolean => missing;

/** The condition of a query over `content c`, with those that hide what it does not ask for. */
export function shownWhere({ where, hidden }: Prepared): string {
  const hiding = hidingSql(hidden);
  return hiding.length > 0 ? `(${where.text}) and ${hiding.join(" and ")}` : where.text;
}
