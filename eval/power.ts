/**
 * Power loss: the writes of midiq are recorded, and the power is cut at random moments of each phase on a disk that keeps
 * what was synced, and of the rest what it likes. What is left must open, be sound, and hold everything whose commit was
 * confirmed. `bun run eval power [--cuts 100] [--files 120] [--seed 1] [--no-sync] [--json]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { report } from "../bench/report.ts";
import { makePile } from "./crash/pile.ts";
import { cutPower, type Left } from "./power/cuts.ts";
import { tellStories } from "./power/story.ts";

const { values } = parseArgs({
  options: {
    cuts: { type: "string", default: "100" },
    files: { type: "string", default: "120" },
    seed: { type: "string", default: "1" },
    sync: { type: "boolean", default: true },
    json: { type: "boolean", default: false },
  },
  allowNegative: true,
});
/** An earlier version's catalogue; its name is the commit. */
const old = resolve(import.meta.dir, "../test/upgrade/eea34db.sql");
/** Shares of the cuts: a life has the most phases. */
const shares = [0.6, 0.2, 0.2];

const home = mkdtempSync(join(tmpdir(), "midiq-power-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));
const pile = makePile(join(home, "files"), Number(values.files), "");
const stories = await tellStories({ home, pile, old, sync: values.sync });
const all: Left[] = [];
for (const [n, story] of stories.entries()) {
  const count = Math.round(Number(values.cuts) * (shares[n] ?? 0));
  const onLeft = (left: Left): void => {
    all.push(left);
    if (values.json || left.lost + left.wrong.length === 0) return;
    console.error(
      `${left.phase}, keeping ${left.chance}: ${left.lost} lost; ${left.wrong.join("; ") || "nothing is said"}`,
    );
  };
  await cutPower(story, { home, count, seed: Number(values.seed) + n, onLeft });
}
const phases = [...Map.groupBy(all, ({ phase }) => phase)];
const sum = (of: readonly Left[], what: (left: Left) => number): number => of.reduce((so, left) => so + what(left), 0);
report(
  [...phases, ["all", all] as const].map(([name, of]) => ({
    name,
    cuts: of.length,
    "commits lost": sum(of, ({ lost }) => lost),
    "wrong or closed": sum(of, ({ wrong }) => Math.min(1, wrong.length)),
    silent: sum(of, ({ isSilent }) => Number(isSilent)),
  })),
  values.json,
);
if (values.sync && all.some(({ lost, wrong }) => lost + wrong.length > 0)) process.exitCode = 1;
