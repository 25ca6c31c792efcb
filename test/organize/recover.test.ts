/** What a crash left is read off the disk: nothing that is the only one of its kind is taken away. */
import { afterAll, beforeEach, expect, test } from "bun:test";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createDigest, hexOf } from "../../src/digest.ts";
import type { Taken } from "../../src/organize/follow.ts";
import { beginJournal, journalsIn, type Step } from "../../src/organize/journal.ts";
import { isUnfinished, recover } from "../../src/organize/recover.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
const journals = join(folder.path, "journals");
const at = (name: string): string => join(folder.path, "music", name);
const digest = await createDigest();
afterAll(folder.remove);
beforeEach(() => {
  for (const name of ["journals", "music"]) rmSync(join(folder.path, name), { recursive: true, force: true });
  mkdirSync(join(folder.path, "music"));
});

const step = (from: string, to: string, bytes: string): Step => {
  const hash = hexOf(digest(Buffer.from(bytes)));
  return { from: at(from), to: at(to), hash, size: bytes.length, mtime: 0, source: 1, run: 1 };
};

/** A journal of steps of which these are told as taken, or as failed. */
function journalOf(steps: readonly Step[], { did = [] as number[], not = [] as number[] } = {}): void {
  const about = { kind: "organize", how: "move", template: "", query: "", started: "", version: "" } as const;
  const writer = beginJournal(journals, about);
  for (const will of steps) writer.write({ will });
  writer.write({ planned: steps.length });
  for (const n of did) writer.write({ did: n });
  for (const n of not) writer.write({ not: n, why: "so" });
  writer.close();
}

async function recovered(): Promise<readonly string[]> {
  const told: Taken[] = [];
  const [journal] = journalsIn(journals);
  if (!journal) throw new Error("no journal");
  await recover(journal, digest, async (taken) => void told.push(...taken));
  return told.map(({ step: { to } }) => basename(to));
}

test("a crash of the system may lose many lines of the journal: all steps are looked at", async () => {
  const steps = ["a", "b", "c", "d"].map((name) => step(name, `new ${name}`, name));
  for (const name of ["a", "b", "c", "d"]) writeFileSync(at(name), name);
  journalOf(steps);
  for (const name of ["a", "b"]) renameSync(at(name), at(`new ${name}`));
  // Both names: the crash came between link and unlink.
  linkSync(at("c"), at("new c"));
  expect(await recovered()).toEqual(["new a", "new b", "new c"]);
  expect([existsSync(at("c")), existsSync(at("new c")), existsSync(at("d"))]).toEqual([false, true, true]);
});

test("a file of the same bytes that kept the name is no sign that the step was taken", async () => {
  for (const name of ["a", "b"]) writeFileSync(at(name), "same");
  journalOf([step("b", "elsewhere", "same"), step("a", "b", "same")], { not: [0] });
  expect(await recovered()).toEqual([]);
  expect(readFileSync(at("a"), "utf8")).toBe("same");
});

test.each([
  ["its first line is gone", (text: string) => text.slice(text.indexOf("\n") + 1)],
  ["a step is gone", (text: string) => text.split("\n").toSpliced(1, 1).join("\n")],
])("a damaged journal is not acted on: %s", (_, damage) => {
  journalOf([step("a", "b", "1"), step("c", "d", "2")], { did: [0] });
  expect(journalsIn(journals).map(isUnfinished)).toEqual([true]);
  const path = join(journals, "1.jsonl");
  writeFileSync(path, damage(readFileSync(path, "utf8")));
  expect(journalsIn(journals).map(isUnfinished)).toEqual([false]);
});
