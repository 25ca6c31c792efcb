/** Power loss, in short: what was confirmed is there after a cut, and without sync the same cuts find losses. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { makePile } from "../../eval/crash/pile.ts";
import { cutPower, type Left } from "../../eval/power/cuts.ts";
import { record } from "../../eval/power/story.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 30_000);
const pile = makePile(join(folder.path, "files"), 30, "");

async function cut(name: string, sync: boolean, count: number): Promise<readonly Left[]> {
  const steps = [{ task: "add", files: pile.first }, ...(sync ? [{ task: "mark", files: "" } as const] : [])] as const;
  const story = await record(folder.path, name, steps, sync);
  const all: Left[] = [];
  await cutPower(story, { home: folder.path, count, seed: 7, onLeft: (left) => void all.push(left) });
  return all;
}

test("a cut of the power loses nothing that was confirmed, and damages nothing", async () => {
  const left = await cut("synced", true, 6);
  expect(left.map(({ phase, lost, wrong }) => [phase, lost, wrong])).toEqual(left.map(({ phase }) => [phase, 0, []]));
  expect(new Set(left.map(({ phase }) => phase)).size).toBeGreaterThan(3);
}, 180_000);

test("the same cuts lose rows of a catalogue that is written without sync", async () => {
  const left = await cut("unsynced", false, 4);
  expect(left.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(0);
}, 180_000);
