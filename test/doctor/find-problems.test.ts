import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { findProblems } from "../../src/doctor/mod.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const nowhere = join(folder.path, "none");

test("a catalogue that was never made is a note, and a note is no problem", async () => {
  const { findings, damaged } = await findProblems(nowhere, { listDamaged: true });
  expect(findings.filter(({ area }) => area === "catalogue")).toMatchObject([{ name: "none", severity: "note" }]);
  expect(findings.find(({ area }) => area === "plugins")).toMatchObject({
    severity: "ok",
    message: "only midiq's own",
  });
  expect(damaged).toEqual([]);
});

test("plugins that cannot be loaded are a problem, and the rest is looked at all the same", async () => {
  const load = (): Promise<never> => Promise.reject(new Error("Cannot load it"));
  const { findings, isWell } = await findProblems(nowhere, { load });
  expect(isWell).toBe(false);
  expect(findings.find(({ area }) => area === "plugins")).toMatchObject({
    severity: "problem",
    message: "Cannot load it",
  });
  expect(findings.some(({ area }) => area === "catalogue")).toBe(true);
});

test("a terminal is looked at only where there is one to look at", async () => {
  const about = async (terminal?: Parameters<typeof findProblems>[1]): Promise<string | undefined> =>
    (await findProblems(nowhere, terminal)).findings.find(({ name }) => name === "terminal")?.message;
  expect(await about()).toBeUndefined();
  expect(await about({ terminal: { columns: 100, language: "C.UTF-8", hasColors: false } })).toBe(
    "terminal of 100 columns, no colors (NO_COLOR)",
  );
  if (process.platform !== "win32")
    expect(await about({ terminal: { columns: 100, language: "C", hasColors: true } })).toContain(
      'its language is "C"',
    );
});
