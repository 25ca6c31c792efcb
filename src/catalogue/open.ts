/** Opens a store: an embedded engine on a folder, a reader of the process that holds that folder, or a server. */

import type { Client } from "../database/client.ts";
import type { Connected } from "../database/connected.ts";
import { messageOf, noCatalogueIn, StoreError, sqlStateOf } from "../database/error.ts";
import { connectFolder } from "../database/folder/connect-folder.ts";
import { connectServer } from "../database/server/connect-server.ts";
import { isServer, readServer, shownServer } from "../database/server/server.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { createRegistry } from "../plugin/registry.ts";
import { createRuns } from "./adding/runs.ts";
import { settle } from "./adding/settle.ts";
import { keepRestorePoint } from "./move/restore-point.ts";
import { findPlaces, notePlaces } from "./places/find-places.ts";
import { readLocations } from "./places/locations.ts";
import { createPlaces, type Places } from "./places/places.ts";
import type { Store } from "./store.ts";
import { lackingFields } from "./tables/lacking.ts";
import { migrate, stateOf } from "./tables/migrate.ts";
import { featureColumns } from "./tables/plan.ts";
import { addFieldsWithin, rememberedFields } from "./tables/schema.ts";

/** How a store is opened. */
export interface OpenOptions {
  /** The analyzers whose fields become columns. */
  readonly plugins: readonly Plugin[];
  readonly mode: "read" | "write";
  /**
   * False writes to a folder without waiting for the disk: for loads that can be made again. After a power loss such a
   * catalogue may have lost rows, or not open. A server's own settings decide.
   */
  readonly sync?: boolean | undefined;
  /** Folders of this machine that are locations which machines share, by path: `{ "/mnt/midi": "nas1" }`. */
  readonly locations?: Readonly<Record<string, string>>;
  /** Whether a reader may be at work for long (an export): it can be ended at any moment then, for a slower start. */
  readonly isLong?: boolean | undefined;
  /** Told, in a line, when a server is lost and waited for, and when it is there again. */
  readonly onTrouble?: (line: string) => void;
}

/**
 * Opens a store.
 *
 * @throws StoreError `no-catalogue` when there is none to read, `locked` when another process is writing, `bad-url`,
 * `no-connection`, `no-permission` and `read-only` when a server does not answer or does not let us.
 */
export async function openStore(url: string, options: OpenOptions): Promise<Store> {
  const connected = await connect(url, options);
  try {
    return await prepare(connected, options);
  } catch (error) {
    await connected.close();
    // insufficient_privilege: the error names the table or the schema.
    if (sqlStateOf(error) !== "42501") throw error;
    const may = options.mode === "write" ? "create tables and write to them" : "read its tables";
    const said = error instanceof StoreError ? messageOf(error.cause) : messageOf(error);
    const why = `${said}; this user must be allowed to ${may} (docs/servers.md)`;
    throw new StoreError("no-permission", `Cannot use the catalogue in ${connected.shown}: ${why}`, error);
  }
}

/** Connects without a look at what is there. @throws StoreError as `openStore`. */
export async function connect(
  url: string,
  { mode, sync = true, isLong = false, onTrouble }: Pick<OpenOptions, "mode" | "sync" | "isLong" | "onTrouble">,
): Promise<Connected> {
  if (!isServer(url)) return connectFolder(url, mode, { sync, isLong, onTrouble });
  if (!sync) {
    const why = "the server's own settings decide that (synchronous_commit); leave out --no-sync";
    throw new StoreError("bad-url", `Cannot write to ${shownServer(readServer(url))} without sync: ${why}`);
  }
  return connectServer(url, { mode, onTrouble });
}

async function prepare(
  { client, write, writers, ask, shown, isAlone, close }: Connected,
  options: OpenOptions,
): Promise<Store> {
  const own = createRegistry(options.plugins).fields;
  // Tables and columns come in one transaction: whoever looks at a run that was stopped finds both, or neither.
  if (options.mode === "write") await migrate(client, { also: (tx) => addFieldsWithin(tx, own) });
  else await checkState(shown, client, !isAlone && !isServer(shown));
  const registry = createRegistry(options.plugins, await rememberedFields(client));
  // Contents are settled by all fields that the catalogue has, whoever opened it with whatever plugins.
  const columns = featureColumns(registry.fields);
  if (options.mode === "write") {
    // What a run that was killed left undone.
    await settle(client, columns);
  }
  let changes = 0;
  const wanted = { isFolder: !isServer(shown), locations: readLocations(options.locations ?? {}) };
  let places: Promise<Places> | undefined;
  let placesToAdd: Promise<Places> | undefined;
  return {
    url: shown,
    registry,
    features: featureColumns(own),
    columns,
    query: async <Row>(text: string, parameters: readonly unknown[] = []) => {
      try {
        return [...(await client.unsafe(text, parameters as never[]))] as unknown as readonly Row[];
      } catch (error) {
        throw await lackingFields(client, registry.fields, error);
      }
    },
    places: () => {
      // Asked for in vain, it would fail unheard where the catalogue is closed meanwhile.
      if (placesToAdd) return placesToAdd;
      places ??= findPlaces(client, wanted).then(createPlaces);
      return places;
    },
    placesToAdd: () => {
      placesToAdd ??= notePlaces(client, wanted).then(createPlaces);
      return placesToAdd;
    },
    client,
    ask,
    writers,
    write,
    isAlone,
    runs: createRuns(client, registry),
    noteChanges: (rows) => {
      changes += rows;
    },
    close: async () => {
      try {
        if (options.mode === "write" && !isServer(shown)) await keepRestorePoint(client, shown, changes);
      } catch (error) {
        options.onTrouble?.(`no restore point was written: ${messageOf(error)}`);
      } finally {
        await close();
      }
    },
  };
}

async function checkState(where: string, client: Client, isHeld: boolean): Promise<void> {
  const state = await stateOf(client);
  if (state === "none") throw noCatalogueIn(where, isHeld);
  if (state === "old") {
    const does = "midiq run upgrades it";
    throw new StoreError("old-catalogue", `The catalogue in ${where} was made by an older midiq: ${does}`);
  }
}
