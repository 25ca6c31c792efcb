/** Opens a store: an embedded engine on a folder, a reader of the process that holds that folder, or a server. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createDigest } from "../digest.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { createRegistry } from "../plugin/registry.ts";
import { setOf } from "./analyzer-set.ts";
import { createBridge } from "./bridge.ts";
import { type Client, embeddedClient, serverClient } from "./client.ts";
import { StoreError } from "./error.ts";
import { answerReaders, connectToHolder } from "./forward.ts";
import { completeIndexes, deferIndexes } from "./index-building.ts";
import { knownContents, knownCopies } from "./known.ts";
import { type Lock, takeLock } from "./lock.ts";
import { migrate, stateOf } from "./migrate.ts";
import type { Embedded } from "./pglite.ts";
import { featureColumns } from "./plan.ts";
import { planPurge, purge } from "./purge.ts";
import { recalledContents } from "./recall.ts";
import { rememberedParts } from "./remembered.ts";
import { type RenewalPlan, renew, renewalPlan, stageRenewal } from "./renewal.ts";
import { retag, stageTags, taggedContents } from "./retag.ts";
import { createRuns } from "./runs.ts";
import { addFields, rememberedFields } from "./schema.ts";
import { settle } from "./settle.ts";
import { countedFailures, countedSets, keepSet, storedTimings } from "./staleness.ts";
import type { Store } from "./store.ts";
import { writePacked } from "./write.ts";

/** How a store is opened. */
export interface OpenOptions {
  /** The analyzers whose fields become columns. */
  readonly plugins: readonly Plugin[];
  readonly mode: "read" | "write";
}

/** A client, and what has to be done when it is no longer needed. */
export interface Connected {
  /** One session, to which its staging tables belong. */
  readonly client: Client;
  /** Sessions that write batches side by side. */
  readonly writer: Client;
  readonly writers: number;
  readonly close: () => Promise<void>;
}

/** Sessions that write to a server at once: more wait for each other (bench/store.ts). */
const serverWriters = 3;

const isServer = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/**
 * Opens a store.
 *
 * @throws StoreError `no-catalogue` when there is none to read, `locked` when another process is writing,
 * `no-connection` when a server does not answer.
 */
export async function openStore(url: string, options: OpenOptions): Promise<Store> {
  const connected = await connect(url, options.mode);
  try {
    return await prepare(url, connected, options);
  } catch (error) {
    await connected.close();
    throw error;
  }
}

/** Connects without a look at what is there. @throws StoreError as `openStore`. */
export const connect = (url: string, mode: OpenOptions["mode"]): Promise<Connected> =>
  isServer(url) ? connectServer(url) : connectFolder(url, mode);

async function connectServer(url: string): Promise<Connected> {
  const client = serverClient(url, 1);
  try {
    await client.unsafe("select 1");
  } catch (error) {
    const why = error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
    throw new StoreError("no-connection", `Cannot connect to ${withoutPassword(url)}: ${why}`, error);
  }
  const writer = serverClient(url, serverWriters);
  const close = async (): Promise<void> => {
    await Promise.all([client.end(), writer.end()]);
  };
  return { client, writer, writers: serverWriters, close };
}

async function connectFolder(folder: string, mode: OpenOptions["mode"]): Promise<Connected> {
  const data = join(folder, "data");
  if (mode === "read" && !existsSync(join(data, "PG_VERSION"))) {
    throw new StoreError("no-catalogue", `There is no catalogue in ${folder} yet: midiq add FOLDER makes one`);
  }
  const lock = await takeTurn(folder, mode);
  if ("client" in lock) return lock;
  try {
    const engine = await openEngine(data, mode);
    const bridge = createBridge(engine);
    const stopAnswering = await answerReaders(bridge, lock.holder);
    const client = embeddedClient(() => bridge.connect(), true);
    const close = async (): Promise<void> => {
      await stopAnswering();
      await client.end();
      await engine.close();
      lock.release();
    };
    return { client, writer: client, writers: 1, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * The engine of a writer has a thread of its own. That of a reader, which mostly answers one query and ends, starts faster
 * without one. Both are loaded only by the process that holds the folder.
 */
async function openEngine(data: string, mode: OpenOptions["mode"]): Promise<Embedded> {
  if (mode === "write") return (await import("./engine-thread.ts")).openEmbeddedThread(data);
  return (await import("./pglite.ts")).openEmbedded(data);
}

/** How long a process waits for a folder that another one holds, and how often it tries. */
const patienceMilliseconds = 5000;
const tryMilliseconds = 100;

/**
 * The folder's lock, or for a reader a connection to the process that has it. It waits a while: a holder may be about
 * to answer readers, or to be done with its one query.
 */
async function takeTurn(folder: string, mode: OpenOptions["mode"]): Promise<Lock | Connected> {
  for (const began = performance.now(); ; await new Promise((resolve) => setTimeout(resolve, tryMilliseconds))) {
    const lock = takeLock(folder);
    if ("release" in lock) return lock;
    const late = performance.now() - began > patienceMilliseconds;
    if (mode === "read") {
      const client = embeddedClient(() => connectToHolder(lock), false);
      try {
        // A holder that is about to end may take the connection and never answer on it.
        await client.unsafe("select 1");
        return { client, writer: client, writers: 0, close: () => client.end() };
      } catch (error) {
        await client.end({ timeout: 0 });
        if (late) throw error;
      }
    } else if (late) {
      throw new StoreError(
        "locked",
        `Cannot write to ${folder}: process ${lock.pid} is using it; wait until it has ended`,
      );
    }
  }
}

async function prepare(
  url: string,
  { client, writer, writers, close }: Connected,
  options: OpenOptions,
): Promise<Store> {
  if (options.mode === "write") await migrate(client);
  else await checkState(url, client);
  const registry = createRegistry(options.plugins, await rememberedFields(client));
  const own = createRegistry(options.plugins).fields;
  const features = featureColumns(own);
  if (options.mode === "write") {
    await addFields(client, own);
    // What a run that was killed left undone.
    await settle(client, features);
  }
  const runs = createRuns(client, registry);
  let renewal: RenewalPlan | undefined;
  return {
    url: withoutPassword(url),
    registry,
    query: async <Row>(text: string, parameters: readonly unknown[] = []) =>
      [...(await client.unsafe(text, parameters as never[]))] as unknown as readonly Row[],
    knownContents: () => knownContents(client),
    knownCopies: () => knownCopies(client),
    beginRun: async ({ bulk = false } = {}) => {
      if (bulk) await deferIndexes(client);
      return { ...(await runs.begin("add")), features };
    },
    writers,
    write: async (packed) => {
      const written = await writePacked(writer, packed, features);
      runs.count(written.counts);
      return written;
    },
    endRun: async (report, onIndex) => {
      await settle(client, features);
      await runs.end(report, onIndex);
    },
    completeIndexes: () => completeIndexes(client),
    stale: async () => {
      const text = `select count(*)::int4 as n from content c join analyzer_set s on s.id = c.analyzer_set
        where s.stale <> '{}' and c.status <> 'rejected'`;
      return Number((await client.unsafe(text))[0]?.["n"] ?? 0);
    },
    staleness: async () => ({
      sets: await countedSets(client),
      failures: await countedFailures(client),
      timings: await storedTimings(client),
      now: setOf(registry, await createDigest()),
    }),
    recall: (filter, kept) => recalledContents(client, filter, kept),
    beginRenewal: async (wanted) => {
      await runs.begin("run");
      renewal = renewalPlan(registry, wanted);
      await stageRenewal(client, renewal);
      return renewal;
    },
    renew: async (packed) => {
      if (!renewal) throw new TypeError("Cannot renew values: no renewal was begun");
      const renewed = await renew(client, packed, renewal, features);
      runs.count({ renewed });
      return renewed;
    },
    recallTags: (filter, columns) => taggedContents(client, filter, columns),
    beginRetagging: async () => {
      await runs.begin("run");
      await stageTags(client);
    },
    retag: async (packed, taggers) => {
      const retagged = await retag(client, packed, taggers, features);
      runs.count({ retagged });
      return retagged;
    },
    keepSet: async (set) => keepSet(client, set, await createDigest()),
    remembered: () => rememberedParts(client),
    purge: async (ids, { dryRun } = {}) => (dryRun ? planPurge(client, ids) : purge(client, ids, await createDigest())),
    exportTo: async (path, how = {}) => (await import("./move/export.ts")).exportCatalogue(client, path, how),
    close,
  };
}

async function checkState(url: string, client: Client): Promise<void> {
  const state = await stateOf(client);
  const where = withoutPassword(url);
  if (state === "none") {
    throw new StoreError("no-catalogue", `There is no catalogue in ${where} yet: midiq add FOLDER makes one`);
  }
  if (state === "old") {
    const does = "midiq run brings it up to date";
    throw new StoreError("old-catalogue", `The catalogue in ${where} was made by an older midiq: ${does}`);
  }
}

function withoutPassword(url: string): string {
  return isServer(url) ? url.replace(/(\/\/[^/@:]*):[^@/]*@/, "$1@") : url;
}
