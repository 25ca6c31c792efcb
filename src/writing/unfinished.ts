/** Names of files that are being written: they say whose they are, so that what a killed process left is removed by the next. */
import { createHash } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { livenessOf, type ProcessIdentity, thisProcess } from "../database/folder/process-identity.ts";

/** `.midiq-PLACE-PID-START-N.tmp`; the place is the machine and the space of process numbers, such as a container. */
const form = /^\.midiq-([0-9a-f]{8})-(\d+)-(ticks|time)(\d+)-\d+\.tmp$/;
/** What was written from another machine or container, whose processes are not seen here, is kept for so long. */
const foreignMilliseconds = 24 * 60 * 60 * 1000;

const placeOf = ({ host, space }: ProcessIdentity): string =>
  createHash("sha256").update(`${host}\0${space}`).digest("hex").slice(0, 8);

let last = 0;
/** A folder is looked at once: an export writes thousands of files into one. */
const cleaned = new Set<string>();

/** A name beside a path that nobody has, and that ends with this process. What dead processes left beside it goes. */
export function unfinishedBeside(path: string): string {
  const folder = dirname(path);
  if (!cleaned.has(folder)) {
    cleaned.add(folder);
    removeUnfinished(folder);
  }
  const self = thisProcess();
  return join(folder, `.midiq-${placeOf(self)}-${self.pid}-${self.started.replace(" ", "")}-${last++}.tmp`);
}

/** Removes what processes that are gone left in a folder, and says what. */
export function removeUnfinished(folder: string): readonly string[] {
  const self = thisProcess();
  const dead = namesIn(folder).filter((name) => {
    const [, place, pid, unit, count] = form.exec(name) ?? [];
    if (place === undefined) return false;
    if (place !== placeOf(self)) return ageOf(join(folder, name)) > foreignMilliseconds;
    return livenessOf({ ...self, pid: Number(pid), started: `${unit} ${count}` }) === "gone";
  });
  for (const name of dead) rmSync(join(folder, name), { force: true });
  return dead;
}

/** Names in a folder; none of one that cannot be read: whoever writes there says why. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const ageOf = (path: string): number => {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts === undefined ? 0 : Date.now() - facts.mtimeMs;
};
