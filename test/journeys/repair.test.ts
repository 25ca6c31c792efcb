/** Repairing and splitting files as scripts do it; test/cli/write-files.test.ts has what the command says. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { repair, splitInto } from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { filesBelow, tune, writePile } from "../organize/pile.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const at = (...names: string[]): string => join(folder.path, ...names);

test("repair and splitting tell of each file, and a second time find everything there", async () => {
  const damaged = tune(3).slice(0, -4);
  writePile(at("damaged"), { "cut.mid": damaged, "no music.mid": new Uint8Array([1, 2, 3]) });
  for (let time = 0; time < 2; time++) {
    const told: unknown[] = [];
    const counts = await repair([at("damaged")], { to: at("clean"), onFile: (file) => told.push(file) });
    expect(counts).toEqual({ repaired: 1, sound: 0, lost: 1, unkept: 0 });
    expect(told).toContainEqual(expect.objectContaining({ path: at("damaged/cut.mid"), to: at("clean/cut.mid") }));
    expect(filesBelow(at("clean"))).toEqual(["cut.mid"]);
  }
  writePile(at("whole"), { "a/one.mid": tune(1), "two.mid": tune(2) });
  const parts: string[] = [];
  const counts = await splitInto(at("whole"), { to: at("parts"), onPart: ({ to }) => void parts.push(to) });
  expect(counts).toMatchObject({ files: 2, written: parts.length, left: 0, unkept: 0 });
  expect(parts.every((path) => path.startsWith(at("parts")))).toBe(true);
  await expect(splitInto(at("nowhere"), { to: at("parts") })).rejects.toMatchObject({ code: "no-path" });
});
