/** A worker: claims units, does them, and says that it lives, until it is told to end or nothing is left. */
import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import process from "node:process";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { machineName } from "../catalogue/places/machine.ts";
import { isDraining, refuseOthers, tellCampaigns } from "../catalogue/queue/campaigns.ts";
import { beat, completeCampaign, completeUnit, failUnit, giveBack } from "../catalogue/queue/leases.ts";
import { takeLost } from "../catalogue/queue/lost.ts";
import { makerOf } from "../catalogue/queue/maker.ts";
import { forgetWorker, isWork, noteWorker } from "../catalogue/queue/state.ts";
import { claimUnit, type Unit, type WorkerFacts } from "../catalogue/queue/units.ts";
import { StoreError } from "../database/error.ts";
import { ResourceError } from "../pipeline/memory.ts";
import type { RunOptions } from "../pipeline/pipeline.ts";
import { createThreads } from "../pipeline/threads.ts";
import { needServer } from "./enqueue.ts";
import { finish } from "./finish.ts";
import { runUnit } from "./run-unit.ts";
import { createSettings } from "./setting.ts";

/** How a worker works; the rest is as in a run of any pipeline. */
export interface WorkOptions extends Pick<RunOptions, "workers" | "itemSeconds" | "memoryBytes" | "signal"> {
  /** Seconds after which a worker that is not heard of counts as lost; all workers of a catalogue say the same. */
  readonly heartbeat?: number;
  /** Ends when nothing is left, in place of waiting for more. */
  readonly untilEmpty?: boolean;
  /** Seconds after which it ends, when its unit is done. */
  readonly seconds?: number;
  /** Told of each unit that it had. */
  readonly onUnit?: (did: WorkedUnit) => void;
}

/** A unit that a worker had. */
export interface WorkedUnit {
  readonly unit: string;
  readonly campaign: number;
  readonly kind: Unit["kind"];
  /** `taken`: another worker has it by now. */
  readonly end: "done" | "given back" | "taken" | "failed";
  readonly seconds: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Why it failed. */
  readonly message?: string;
}

/** What a worker did. */
export interface Worked {
  readonly units: number;
  readonly files: number;
}

/** Seconds after which a worker that is silent counts as lost, unless an option says otherwise. */
export const usualHeartbeat = 30;
/** Beats in that time: one that is late costs nothing. */
const beatsInTime = 3;
/** How often a worker that has nothing to do asks again. */
const idleMilliseconds = 500;

/**
 * Works at the campaigns of a catalogue.
 *
 * @throws AskedError `no-server` for a catalogue in a folder, `other-version` where all that is open was made by another midiq or with
 * other analyzers; StoreError when the server is lost for good or its disk is full.
 */
export async function work(db: Catalogue, options: WorkOptions = {}): Promise<Worked> {
  const {
    heartbeat = usualHeartbeat,
    untilEmpty = false,
    seconds = Number.POSITIVE_INFINITY,
    onUnit = () => {},
  } = options;
  const { signal: stop = new AbortController().signal } = options;
  needServer(db.url);
  const { client } = db.store;
  const maker = await makerOf(db.store);
  await refuseOthers(client, maker);
  const places = await db.store.placesToAdd();
  const { machine, mounts, bucket } = places.data;
  const sources = [machine, ...mounts, bucket].map(({ source }) => source);
  const me: WorkerFacts = {
    id: `${machineName()}-${randomUUID().slice(0, 8)}`,
    machine: machineName(),
    pid: process.pid,
    sources,
  };
  const threads = createThreads();
  const settings = createSettings(db, places, me.id);
  const isKnown = await db.known.rejections();
  const workers = options.workers ?? Math.max(1, availableParallelism());
  const ends = performance.now() + 1000 * seconds;
  let [units, files] = [0, 0];
  let inHand: { readonly unit: Unit; readonly lease: AbortController; at: string | undefined } | undefined;

  /** Says that this worker lives, and takes back what others have lost; by a session that no long statement holds. */
  const tell = async (): Promise<void> => {
    const now = inHand;
    await db.store.write(async (session) => {
      if (now && !(await beat(session, now.unit, now.at))) now.lease.abort();
      await noteWorker(session, me, { unit: now?.unit.id, files, memory: process.memoryUsage().rss });
      await takeLost(session, heartbeat);
    });
  };
  // A server that is lost is heard of where the work is.
  const beating = setInterval(() => void tell().catch(() => {}), (1000 * heartbeat) / beatsInTime);

  const doUnit = async (unit: Unit): Promise<void> => {
    const lease = new AbortController();
    const hand = { unit, lease, at: undefined as string | undefined };
    inHand = hand;
    const began = performance.now();
    const over = (end: WorkedUnit["end"], counts: WorkedUnit["counts"] = {}, message?: string): void => {
      const { id, campaign, kind } = unit;
      const did = { unit: id, campaign, kind, end, seconds: (performance.now() - began) / 1000, counts };
      onUnit(message === undefined ? did : { ...did, message });
    };
    const signal = AbortSignal.any([stop, lease.signal]);
    const note = (path: string): void => {
      hand.at = path;
    };
    try {
      const setting = await settings.of(unit.campaign);
      if (unit.kind === "finish") {
        const counts = await finish(db, unit, setting, signal);
        if (signal.aborted) {
          await giveBack(client, unit);
          return over("given back", counts);
        }
        return over((await completeCampaign(client, unit, { counts, archives: [] })) ? "done" : "taken", counts);
      }
      const { itemSeconds, memoryBytes } = options;
      const { report, archives } = await runUnit(db, unit, setting, note, {
        ...{ workers, threads, signal, isKnown },
        ...(itemSeconds !== undefined && { itemSeconds }),
        ...(memoryBytes !== undefined && { memoryBytes }),
      });
      setting.add(report);
      if (report.counts["cancelled"]) {
        await giveBack(client, unit);
        return over(lease.signal.aborted ? "taken" : "given back", report.counts);
      }
      const isDone = await completeUnit(client, unit, { counts: report.counts, archives });
      if (isDone) {
        units++;
        files += unit.files;
      }
      over(isDone ? "done" : "taken", report.counts);
    } catch (error) {
      const { message } = error as Error;
      if (error instanceof StoreError && error.code === "disk-full") {
        await giveBack(client, unit);
        await tellCampaigns(client, "paused", unit.campaign);
        throw error;
      }
      await failUnit(client, unit, message);
      over("failed", {}, message);
      if (error instanceof StoreError || error instanceof ResourceError) throw error;
    } finally {
      inHand = undefined;
    }
  };

  try {
    await tell();
    while (!stop.aborted && performance.now() < ends) {
      const unit = await claimUnit(client, me, maker);
      if (unit) {
        await doUnit(unit);
        continue;
      }
      if (await isDraining(client)) break;
      await refuseOthers(client, maker);
      if (untilEmpty && !(await isWork(client))) break;
      await pause(idleMilliseconds, stop);
    }
  } finally {
    clearInterval(beating);
    threads.end();
    await settings.end();
    await forgetWorker(client, me.id);
  }
  return { units, files };
}

/** Waits, unless it is told to end. */
const pause = (milliseconds: number, stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(over, milliseconds);
    function over(): void {
      clearTimeout(timer);
      stop.removeEventListener("abort", over);
      resolve();
    }
    stop.addEventListener("abort", over);
    if (stop.aborted) over();
  });
