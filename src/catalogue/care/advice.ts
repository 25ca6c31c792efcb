/** Table of settings that matter to a catalogue on a server, with what is advised for a machine and an amount of data. */
import { sessionSettings } from "../../database/session.ts";
import type { Machine } from "./machine.ts";

/** What an advice looks at. */
export interface Situation {
  readonly machine: Machine;
  /** Bytes of the database. */
  readonly data: number;
  /** Choices of settings that have some. */
  readonly choices: (setting: string) => readonly string[];
}

/** Advice on one setting, as PostgreSQL writes its values; undefined: as it is. */
export interface Rule {
  readonly name: string;
  readonly loading?: (situation: Situation) => string;
  readonly queries?: (situation: Situation) => string;
  readonly why: string;
  /** For a size or a time: advised where there is less only. */
  readonly isLeast?: true;
}

const gigabyte = 2 ** 30;
/** An amount as PostgreSQL writes it, in round numbers. */
const amount = (bytes: number): string =>
  bytes >= 2 * gigabyte ? `${Math.round(bytes / gigabyte)}GB` : `${Math.max(1, Math.round(bytes / 2 ** 24) * 16)}MB`;
const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** A quarter of the memory (PostgreSQL, "Resource Consumption"), but no more than the data can fill. */
const sharedBuffers = ({ machine, data }: Situation): string =>
  amount(between(gigabyte / 8, Math.min(machine.memory / 4, data * 1.25 + gigabyte / 4), 16 * gigabyte));
const compression = ({ choices }: Situation): string => (choices("wal_compression").includes("lz4") ? "lz4" : "on");
const parallel = ({ machine }: Situation): string => String(between(1, Math.floor(machine.cores / 2), 4));
const ours = (name: string): string => `nothing to do: midiq sets ${sessionSettings[name]} in its own sessions`;

/** In the order in which they matter for a first load. */
export const rules: readonly Rule[] = [
  {
    name: "max_wal_size",
    loading: ({ machine }) => amount(between(4 * gigabyte, machine.memory / 2, 32 * gigabyte)),
    why: "fewer checkpoints write fewer whole pages; needs as much free disk",
    isLeast: true,
  },
  {
    name: "checkpoint_timeout",
    loading: () => "30min",
    why: "the same by time; after a crash, the server replays the log since the last checkpoint",
    isLeast: true,
  },
  {
    name: "wal_compression",
    loading: compression,
    queries: compression,
    why: "most of the write-ahead log of a load is whole pages after a checkpoint; this compresses them",
  },
  {
    name: "maintenance_work_mem",
    loading: ({ machine }) => amount(between(gigabyte / 16, machine.memory / 16, 2 * gigabyte)),
    why: "memory for building indexes after a first load; the indexes of terms and tags gain most",
    isLeast: true,
  },
  {
    name: "max_parallel_maintenance_workers",
    loading: parallel,
    why: "several processes build B-trees; each uses its share of maintenance_work_mem",
    isLeast: true,
  },
  {
    name: "synchronous_commit",
    loading: () => "off",
    queries: () => "on",
    why: "WARNING: a crash of the server loses the last half second of commits, nothing else; the same midiq add repeats them. Turn it on again after",
  },
  {
    name: "shared_buffers",
    loading: sharedBuffers,
    queries: sharedBuffers,
    why: "memory for pages that are used often: contents, copies, indexes; needs a restart",
    isLeast: true,
  },
  {
    name: "effective_cache_size",
    queries: ({ machine }) => amount(machine.memory * 0.7),
    why: "uses no memory: tells the planner how much the system caches, so that it chooses indexes",
    isLeast: true,
  },
  {
    name: "max_parallel_workers_per_gather",
    queries: parallel,
    why: "number of processes that share a query over all contents (drawn bars, contours)",
    isLeast: true,
  },
  { name: "random_page_cost", why: ours("random_page_cost") },
  { name: "work_mem", why: ours("work_mem") },
  { name: "jit", why: ours("jit") },
];

/** Settings that must not be off, whoever is in a hurry: midiq never advises it. */
export const safeguards: Readonly<Record<string, string>> = {
  fsync: "off, a crash of the machine can destroy the whole catalogue: turn it on",
  full_page_writes: "off, a crash of the machine can leave pages half written: turn it on",
};
