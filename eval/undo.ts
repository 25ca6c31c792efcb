/**
 * Undo: files are moved, into folders, in circles and to another file system, and the command is ended with SIGKILL at
 * random moments; so is every second undo. After each round the tree must be what it was, byte for byte, with all times,
 * and adding it again must find nothing new. `bun run eval undo [--kills 20] [--files 800]
 * [--engine pglite|postgresql] [--seed 1] [--json]`
 */
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { report } from "../bench/report.ts";
import { tune, writePile } from "../test/organize/pile.ts";
import { newDatabase } from "../test/server.ts";
import { type Arena, finish, killRound, type Round } from "./undo/kills.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    files: { type: "string", default: "800" },
    engine: { type: "string", default: "pglite" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const home = mkdtempSync(join(tmpdir(), "midiq-undo-"));
/** Memory is a file system of its own on Linux. */
const elsewhere = ((): string | undefined => {
  try {
    accessSync("/dev/shm", constants.W_OK);
    return mkdtempSync("/dev/shm/midiq-undo-");
  } catch {
    return undefined;
  }
})();
process.on("exit", () => {
  for (const folder of [home, elsewhere]) if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Mulberry32. */
let state = Number(values.seed);
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const count = Number(values.files);
const names = Array.from(
  { length: count },
  (_, n) => `folder ${n % 7}/${String(1 + Math.floor(n / 7)).padStart(3, "0")}.mid`,
);
writePile(join(home, "music"), Object.fromEntries(names.map((name, n) => [name, tune(n % 9 === 5 ? 0 : n)])));
const arena: Arena = {
  home,
  db: values.engine === "postgresql" ? await newDatabase() : join(home, "catalogue"),
  random,
};
const added = await finish(arena, ["add", "music"]);
if (added.status !== 0) throw new Error(added.stderr);

const ways: readonly (readonly [name: string, words: readonly string[]])[] = [
  ["folders", ["organize", "{bpm:03.0f}/{key} {name}", "--to", "music", "--apply", "--prune"]],
  ["circles", ["rename", "{n:03d}", "sort -bpm", "--apply"]],
  ...(elsewhere
    ? ([
        [
          "another file system",
          ["organize", "{folder}/{name}", "--to", join(elsewhere, "music"), "--apply", "--prune"],
        ],
      ] as const)
    : []),
];
const rounds: (Round & { readonly way: string })[] = [];
for (let n = 0; n < Number(values.kills); n++) {
  const [way, words] = ways[n % ways.length] as (typeof ways)[number];
  const round = await killRound(arena, words, 700);
  rounds.push({ way, ...round });
  if (!values.json) {
    const { did, steps, undone, lost } = round;
    console.error(
      `${way}: killed after ${did} of ${steps} steps, undo after ${undone}: ${lost.length > 0 ? lost.join("; ") : "all back"}`,
    );
  }
}
const some = (test: (round: Round) => boolean): number => rounds.filter(test).length;
report(
  ways.map(([way]) => {
    const own = rounds.filter((round) => round.way === way);
    return {
      name: way,
      rounds: own.length,
      killed: own.filter(({ wasKilled }) => wasKilled).length,
      "in the middle": own.filter(({ did, steps }) => did > 0 && did < steps).length,
      "undo killed": own.filter(({ undone, did }) => undone > 0 && undone < did).length,
      "not as before": own.filter(({ lost }) => lost.length > 0).length,
    };
  }),
  values.json,
);
if (some(({ lost }) => lost.length > 0) > 0) process.exitCode = 1;
