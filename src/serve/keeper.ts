/** The catalogue of a server: opened when it is asked for, and given away where another process waits to write. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { StoreError, type StoreErrorCode } from "../database/error.ts";
import { isWished } from "../database/folder/wish.ts";
import { RequestError } from "./problem.ts";

/** How often it is seen whether somebody waits to write. */
const lookMilliseconds = 200;
/** How long the folder is left to who waits: it tries ten times a second. */
const leaveMilliseconds = 500;
/** How long a request waits for the folder, and how many wait at once. */
const patienceMilliseconds = 5000;
const mostWaiting = 64;

/** What ends a reading when the process that has the folder changes. */
const lost: readonly StoreErrorCode[] = ["connection-lost", "engine-lost", "locked"];

/** Gives the open catalogue to requests. */
export interface Keeper {
  /**
   * Does something with the catalogue.
   *
   * @param again true for what may be done twice: a folder may be lost to another process in the middle.
   * @throws RequestError `busy` where another process has it for too long.
   */
  readonly use: <T>(work: (db: Catalogue) => Promise<T>, again?: boolean) => Promise<T>;
  readonly close: () => Promise<void>;
}

/**
 * Keeps a catalogue for a server.
 *
 * @param folder of an embedded catalogue, which only one process has open at a time; undefined for a server.
 */
export function keep(open: () => Promise<Catalogue>, folder: string | undefined): Keeper {
  let opened: Promise<Catalogue> | undefined;
  let inUse = 0;
  let waiting = 0;
  let leaving: Promise<void> | undefined;
  let onIdle: (() => void) | undefined;
  const look = folder === undefined ? undefined : setInterval(() => isWished(folder) && void leave(), lookMilliseconds);
  look?.unref();

  async function shut(): Promise<void> {
    if (inUse > 0) await new Promise<void>((resolve) => (onIdle = resolve));
    const last = opened;
    opened = undefined;
    await last?.then((db) => db.close()).catch(() => {});
  }

  /** New requests wait, those in hand come to their end, the folder is closed and left for a moment. */
  function leave(): Promise<void> {
    leaving ??= (async () => {
      if (opened !== undefined) {
        await shut();
        await new Promise((resolve) => setTimeout(resolve, leaveMilliseconds));
      }
    })().finally(() => {
      leaving = undefined;
    });
    return leaving;
  }

  async function ready(): Promise<Catalogue> {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  async function once<T>(work: (db: Catalogue) => Promise<T>): Promise<T> {
    inUse++;
    try {
      return await work(await ready());
    } finally {
      inUse--;
      if (inUse === 0) {
        onIdle?.();
        onIdle = undefined;
      }
    }
  }

  return {
    use: async (work, again = false) => {
      if (leaving !== undefined) {
        if (waiting >= mostWaiting)
          throw new RequestError("busy", "Too many requests wait for the catalogue: try again in a moment");
        waiting++;
        try {
          await Promise.race([leaving, late()]);
        } finally {
          waiting--;
        }
      }
      for (const until = performance.now() + patienceMilliseconds; ; ) {
        try {
          return await once(work);
        } catch (error) {
          const isLost = error instanceof StoreError && lost.includes(error.code);
          if (!isLost || !again || folder === undefined || performance.now() > until) throw error;
          await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
        }
      }
    },
    close: async () => {
      clearInterval(look);
      await leaving;
      await shut();
    },
  };
}

const late = async (): Promise<never> => {
  await new Promise((resolve) => setTimeout(resolve, patienceMilliseconds).unref());
  throw new RequestError("busy", "Another process is writing to the catalogue: try again in a moment");
};
