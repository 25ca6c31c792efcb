/** The catalogue as scripts and the command see it: it answers queries in the language. */
import { parametersIn } from "../../dsl/mod.ts";
import type { ReadLimits } from "../database/limits.ts";
import { refuseWhileLoading } from "../pipeline/loading.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Registry } from "../plugin/registry.ts";
import { type Known, knownIn } from "./adding/known.ts";
import { type BeginOptions, beginRun, type Run } from "./adding/run.ts";
import { type Alike, type AlikeOptions, alikeTo } from "./asking/alike.ts";
import { type Count, countOf } from "./asking/count.ts";
import { decoded } from "./asking/decoded.ts";
import { type ConditionCount, diagnose, refuseUnknownWords } from "./asking/diagnose.ts";
import { evidenceOf } from "./asking/evidence.ts";
import type { Evidence } from "./asking/evidence-text.ts";
import { type Facet, facetsOf } from "./asking/facets.ts";
import { type Answer, type Answers, findRows, type Page } from "./asking/find.ts";
import { findPages } from "./asking/find-pages.ts";
import { limited } from "./asking/limited.ts";
import { type Prepared, prepare, type ReadOptions } from "./asking/prepare.ts";
import type { FilesOf } from "./asking/references.ts";
import { revisionOf } from "./asking/revision.ts";
import { type Shown, showContents } from "./asking/show.ts";
import { type Stats, statsOf } from "./asking/stats.ts";
import { type FieldValue, fieldValues } from "./asking/values.ts";
import { contentIdOf, type Reason, reasonsFor } from "./asking/why.ts";
import { type Forgotten, forget } from "./care/forget.ts";
import { type DuplicateOptions, type Duplicates, findDuplicates } from "./duplicates/duplicates.ts";
import { type Marked, type MarkOptions, rateContents, type TagMarks, tagContents } from "./marking/marks.ts";
import { removeSaved, type SavedEntry, savedQueries, saveQuery } from "./marking/saved.ts";
import type { Exported, ExportOptions } from "./move/export.ts";
import { type OpenOptions, openStore } from "./open.ts";
import { type Purge, purge } from "./renewing/purge.ts";
import { beginRenewal, type Renewal } from "./renewing/renewal.ts";
import type { Opened, Store } from "./store.ts";

/**
 * An open catalogue: what can be asked of it, marked in it, and done to it as a whole. Whatever reads takes `signal` and `within`,
 * in milliseconds: a reading that is given up is a StoreError `canceled`, one that takes too long `timed-out`, and the catalogue can
 * be asked on. A server stops what it was doing; an embedded engine ends the statement that it is at, and begins no other.
 */
export interface Catalogue extends Opened {
  /** A folder, or the URL of a server without its password. */
  readonly url: string;
  readonly registry: Registry;
  /** Those that it was opened with. */
  readonly plugins: readonly Plugin[];
  /** What a run that adds files asks first. */
  readonly known: Known;
  /** Reads rows by SQL. Values are parameters; int8 comes as text. */
  readonly query: <Row>(text: string, parameters?: readonly unknown[], limits?: ReadLimits) => Promise<readonly Row[]>;
  /**
   * Reads a query and the files that it compares with.
   *
   * @throws QueryError with a code, a span and a hint when the query cannot be understood.
   */
  readonly prepare: (query: string, options?: ReadOptions & ReadLimits) => Promise<Prepared>;
  readonly find: (query: string | Prepared, page?: Page & ReadLimits) => Promise<Answers>;
  /**
   * All answers, in pages whose memory does not grow with their number. Alike files come in one.
   *
   * @param page `limit` is that of all pages together; none unless said.
   * @example
   * for await (const { rows } of db.pages("has_drums", { fields: ["bpm", "kit"] })) console.log(rows.length);
   */
  readonly pages: (query: string | Prepared, page?: Page & ReadLimits) => AsyncIterable<Answers>;
  /** How many contents are found, whatever the page; at most the query's own limit. Estimated where that is faster. */
  readonly count: (query: string | Prepared, limits?: ReadLimits) => Promise<Count>;
  /** What the tails `facet` and `group` of a query ask for. */
  readonly facets: (query: string | Prepared, limits?: ReadLimits) => Promise<readonly Facet[]>;
  /**
   * The contents most alike to a file, which need not be in the catalogue; those with the very notes of the file are left out.
   *
   * @throws QueryError `missing-file` for a file that is nowhere, or holds no music.
   * @example
   * const { rows } = await db.alike("ref.mid", "genre house", { by: "rhythm", limit: 5 });
   */
  readonly alike: (file: string, query?: string | Prepared, options?: AlikeOptions & ReadLimits) => Promise<Alike>;
  /** What is known of a file by its path or the start of its hash in hex; several when the start is ambiguous. */
  readonly show: (named: string, limits?: ReadLimits) => Promise<readonly Shown[]>;
  /**
   * What the catalogue, or what a query finds, holds at a glance: sizes, status, how much is known, and what is frequent. Of
   * more than 60,000 contents a sample is counted, and said so.
   */
  readonly stats: (query?: string | Prepared, limits?: ReadLimits) => Promise<Stats>;
  /** Why a query finds nothing: its conditions, each counted alone. */
  readonly diagnose: (query: string | Prepared, limits?: ReadLimits) => Promise<readonly ConditionCount[]>;
  /**
   * Which conditions of a query hold for one file, by its path or the start of its hash.
   *
   * @param path the whole path, where `file` is relative.
   */
  readonly why: (file: string, path: string, query: string | Prepared, limits?: ReadLimits) => Promise<Reason>;
  /**
   * Files that are the same bytes, notes or music, within what a query finds, or everywhere. Changes nothing.
   *
   * @throws AskedError for a rule of `keep` that there is not.
   * @example
   * const { clusters } = await db.duplicates("folder Packs", { level: "notes", keep: ["under:House", "oldest"] });
   * for await (const { kept, saves } of clusters()) console.log(kept, saves);
   */
  readonly duplicates: (query?: string | Prepared, options?: DuplicateOptions & ReadLimits) => Promise<Duplicates>;
  /** Where the patterns of a query were found in some answers. */
  readonly evidence: (
    query: Prepared,
    rows: readonly Answer[],
    limits?: ReadLimits,
  ) => Promise<ReadonlyMap<string, readonly Evidence[]>>;
  /** Values of a field that the catalogue holds, the most frequent first, by how they begin. */
  readonly values: (
    field: string,
    prefix: string,
    namespace?: string,
    limits?: ReadLimits,
  ) => Promise<readonly FieldValue[]>;
  readonly saved: (limits?: ReadLimits) => Promise<ReadonlyMap<string, SavedEntry>>;
  /** Saves a query under a name; `$word` in it becomes a parameter. */
  readonly save: (name: string, query: string, about?: string) => Promise<SavedEntry>;
  readonly removeSaved: (name: string) => Promise<boolean>;
  /**
   * Gives and takes away tags of what a query finds, by hand: these marks win over automatic tags and stay.
   *
   * @throws QueryError `bad-argument` for a word that can be no tag, and for a query without conditions unless `all` is said.
   * @example
   * await db.tag("bpm 120..128 beat four-on-the-floor", { add: ["house"], remove: ["demo"] });
   */
  readonly tag: (query: string | Prepared, marks: TagMarks, options?: MarkOptions) => Promise<Marked>;
  /**
   * Rates what a query finds, 1 to 5; null takes ratings away.
   *
   * @throws QueryError `bad-argument` for another rating, and for a query without conditions unless `all` is said.
   */
  readonly rate: (query: string | Prepared, rating: number | null, options?: MarkOptions) => Promise<Marked>;
  /** Begins a run that adds files: the stage `store` writes by it. */
  readonly beginRun: (options?: BeginOptions) => Promise<Run>;
  /** Begins a run that computes the values of some analyzers anew: `executeRerun` writes by it. */
  readonly beginRenewal: (wanted: readonly string[]) => Promise<Renewal>;
  /**
   * Forgets missing copies, and contents that have no other, in one transaction.
   *
   * @param under only copies at or below these paths; all when the list is empty.
   * @throws StoreError `write-failed`; nothing is forgotten then.
   */
  readonly forget: (under: readonly string[], options?: { readonly dryRun?: boolean }) => Promise<Forgotten>;
  /**
   * Forgets analyzers and taggers: columns, fields, failures, tags, entries of sets, in one transaction; what was said by
   * hand stays. Close the catalogue afterwards: its registry still has what was dropped.
   *
   * @param options `dryRun` only says what would be dropped.
   * @throws StoreError `write-failed`; nothing is dropped then.
   */
  readonly purge: (ids: readonly string[], options?: { readonly dryRun?: boolean }) => Promise<Purge>;
  /**
   * Writes all that the catalogue holds, as it is now, to a new file that `importCatalogue` reads on any engine.
   *
   * @throws StoreError `file-exists`: nothing is written over.
   */
  readonly exportTo: (path: string, options?: ExportOptions) => Promise<Exported>;
  /**
   * A number that every write raises, asked for at next to no cost: what was read at the same number is the same still.
   * On a server writes to its other databases raise it too.
   */
  readonly revision: (limits?: ReadLimits) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** How a catalogue is opened. */
export interface CatalogueOpenOptions extends OpenOptions {
  /**
   * Where files are looked for that queries and `alike` name, unless a call says otherwise: on this machine and in the
   * catalogue, or with "catalogue" in it alone. A server that takes queries from others says "catalogue".
   */
  readonly files?: FilesOf;
}

/**
 * Opens a catalogue.
 *
 * @param url a folder (the embedded PGlite), or `postgres://...` (a server; what it leaves out, PG* variables say). A
 * server that is lost is waited for, 60 s or `?patience=SECONDS`, and what was asked of it is asked again.
 * @param options in mode `read`, which is the default, whatever would write is a StoreError `read-only`, `query` with SQL too, which
 * then takes one statement at a time. This keeps from mistakes; who must not write gets a role that may only read
 * (docs/servers.md). `locations` names folders that machines share, by path:
 * `{ "/mnt/midi": "nas1" }` (docs/locations.md). `onTrouble` is told of that in a line each.
 * @throws StoreError `no-catalogue` in mode `read` when there is none, `locked` when another process writes to it,
 * `no-connection`, `no-permission`, `bad-version`, `read-only`; later from any method `connection-lost`, `disk-full`.
 * @example
 * const db = await open("./.midiq", { plugins: [core], mode: "write" });
 */
export async function open(
  url: string,
  {
    plugins = [],
    mode = "read",
    sync,
    isLong,
    locations,
    onTrouble,
    files = "machine",
  }: Partial<CatalogueOpenOptions> = {},
): Promise<Catalogue> {
  refuseWhileLoading("open a catalogue");
  const store = await openStore(url, {
    plugins,
    mode,
    sync,
    isLong,
    ...(locations && { locations }),
    ...(onTrouble && { onTrouble }),
  });
  const ready = async (query: string | Prepared, on: Store = store): Promise<Prepared> =>
    typeof query === "string" ? prepare(query, on, { files }) : query;
  return {
    url: store.url,
    registry: store.registry,
    plugins,
    store,
    known: knownIn(store),
    query: (text, parameters, limits) => limited(store, limits).query(text, parameters),
    prepare: async (query, { signal, within, ...how } = {}) => {
      const on = limited(store, { signal, within });
      const prepared = await prepare(query, on, { files, ...how });
      if (how.strict) await refuseUnknownWords(on, prepared);
      return prepared;
    },
    find: async (query, { signal, within, ...page } = {}) => {
      const on = limited(store, { signal, within });
      const answers = await findRows(on, await ready(query, on), page);
      return page.codes ? answers : decoded(answers);
    },
    pages: async function* (query, { signal, within, ...page } = {}) {
      const on = limited(store, { signal, within });
      for await (const answers of findPages(on, await ready(query, on), page))
        yield page.codes ? answers : decoded(answers);
    },
    count: async (query, limits) => {
      const on = limited(store, limits);
      const prepared = await ready(query, on);
      const counted = await countOf(on, prepared);
      return { ...counted, count: Math.min(counted.count, prepared.limit ?? Number.POSITIVE_INFINITY) };
    },
    diagnose: async (query, limits) => {
      const on = limited(store, limits);
      return diagnose(on, await ready(query, on));
    },
    why: async (file, path, query, limits) => {
      const on = limited(store, limits);
      return reasonsFor(on, await ready(query, on), await contentIdOf(on, file, path));
    },
    duplicates: async (query, { signal, within, ...how } = {}) => {
      const on = limited(store, { signal, within });
      return findDuplicates(on, query === undefined ? undefined : await ready(query, on), how);
    },
    evidence: (query, rows, limits) =>
      evidenceOf(
        limited(store, limits),
        query,
        rows.map(({ id }) => id),
      ),
    facets: async (query, limits) => {
      const on = limited(store, limits);
      return facetsOf(on, await ready(query, on));
    },
    alike: async (file, query = "", { signal, within, ...how } = {}) => {
      const on = limited(store, { signal, within });
      const alike = await alikeTo(on, file, await ready(query, on), { files, ...how });
      return how.codes ? alike : decoded(alike);
    },
    show: (named, limits) => showContents(limited(store, limits), named),
    stats: async (query, limits) => {
      const on = limited(store, limits);
      return statsOf(on, query === undefined ? undefined : await ready(query, on));
    },
    values: (field, prefix, namespace, limits) => fieldValues(limited(store, limits), field, prefix, namespace),
    saved: (limits) => savedQueries(limited(store, limits)),
    save: async (name, query, about) => {
      // A parameter may stand where only some values fit, so a query that has some is checked when it is used.
      if (parametersIn(query).length === 0) await prepare(query, store, { files });
      return saveQuery(store, name, query, about ?? null);
    },
    removeSaved: (name) => removeSaved(store, name),
    revision: (limits) => revisionOf(limited(store, limits)),
    tag: async (query, marks, options = {}) => tagContents(store, await ready(query), marks, options),
    rate: async (query, rating, options = {}) => rateContents(store, await ready(query), rating, options),
    beginRun: (how) => beginRun(store, how),
    beginRenewal: (wanted) => beginRenewal(store, wanted),
    forget: (under, how) => forget(store, under, how),
    purge: (ids, how) => purge(store, ids, how),
    exportTo: async (path, how = {}) => (await import("./move/export.ts")).exportCatalogue(store.client, path, how),
    close: store.close,
  };
}
