/** midiq watch: says what happens while a catalogue is kept up to date. */

import { type WatchEvent, watch as watchPaths } from "../../journeys/watch.ts";
import { countsOf } from "../../pages/run-words.ts";
import { limitsOf } from "../../settings/limits.ts";
import { memoryOf } from "../../settings/plugins.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { openCatalogue } from "../settings.ts";
import { untilStopped, usualGrace } from "../stop.ts";
import type { AddOptions } from "./add.ts";

/** Options of `midiq watch`. */
export interface WatchOptions extends AddOptions {
  /** Seconds between two walks, in place of what the system tells. */
  readonly poll?: number;
}

/** Watches paths until a signal ends it. */
export async function watch(paths: readonly string[], options: WatchOptions): Promise<number> {
  const limits = limitsOf(options);
  const last = "Stopped. The next midiq watch continues from what is stored.";
  await untilStopped({ grace: usualGrace, say: () => {}, last: () => last }, (signal) =>
    watchPaths(paths, {
      ...limits,
      ...memoryOf(options),
      ...(options.workers !== undefined && { workers: options.workers }),
      poll: options.poll,
      signal,
      open: () => openCatalogue(options, "write"),
      onEvent: (event) => say(event, options),
    }),
  );
  if (!options.json) process.stderr.write(`${last}\n`);
  return exits.found;
}

/** One line for each event, and for a turn in which anything happened. */
function say(event: WatchEvent, { db, json }: WatchOptions): void {
  if (event.event === "added") {
    const { unchanged: _, ...counts } = event.report.counts;
    const text = countsOf({ counts });
    if (text && json) process.stdout.write(`${jsonLine({ event: "added", ...event.report })}\n`);
    else if (text) process.stderr.write(`${clock()} ${text}\n`);
    return;
  }
  const [path, message] = wordsOf(event, db);
  if (json) process.stdout.write(`${jsonLine({ event: event.event, path, message })}\n`);
  else process.stderr.write(`${clock()} ${path}: ${message}\n`);
}

/** What an event is about, and what it means. */
function wordsOf(event: Exclude<WatchEvent, { readonly event: "added" }>, db: string): readonly [string, string] {
  switch (event.event) {
    case "watching":
      return [event.paths.join(", "), "watching; Ctrl-C ends"];
    case "gone":
      return [event.path, "it is gone; its records stay in the catalogue until it is back"];
    case "back":
      return [event.path, "it is back"];
    case "waiting":
      return [db, event.error.message];
  }
}

const clock = (): string => new Date().toTimeString().slice(0, 8);
