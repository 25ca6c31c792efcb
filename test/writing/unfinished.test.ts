/** Files that were being written when their process was killed. */
import { afterAll, expect, test } from "bun:test";
import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { removeLeftovers } from "../../src/database/folder/leftovers.ts";
import { lockFile, takeLock } from "../../src/database/folder/lock.ts";
import { thisProcess } from "../../src/database/folder/process-identity.ts";
import { removeUnfinished, unfinishedBeside } from "../../src/writing/unfinished.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const nobody = 99_999_999;

test("go with the next one that writes there, unless their process lives or is not seen", () => {
  const own = basename(unfinishedBeside(join(folder.path, "a.parquet")));
  const dead = own.replace(`-${process.pid}-`, `-${nobody}-`);
  const before = own.replace(/-(ticks|time)\d+-/, "-$11-");
  const foreign = own.replace(/midiq-[0-9a-f]{8}/, "midiq-00000000");
  const old = foreign.replace(/-\d+\.tmp$/, "-77.tmp");
  const others = [".midiq-1.tmp", "song.mid", ".midiq-plan.json"];
  for (const name of [own, dead, before, foreign, old, ...others]) writeFileSync(join(folder.path, name), "");
  utimesSync(join(folder.path, old), 1, 1);
  expect([...removeUnfinished(folder.path)].sort()).toEqual([dead, before, old].sort());
  expect(readdirSync(folder.path).sort()).toEqual([own, foreign, ...others].sort());
});

test("of a lock go with the next one that has it", () => {
  const home = join(folder.path, "catalogue");
  takeLock(home);
  const dead = JSON.stringify({ ...thisProcess(), socket: "", pid: nobody });
  const left = [`lock.${nobody}.0123456789ab`, "lock.break.0123456789abcdef"];
  for (const name of left) writeFileSync(join(home, name), dead);
  writeFileSync(join(home, `lock.${process.pid}.0123456789ab`), JSON.stringify({ ...thisProcess(), socket: "" }));
  expect([...removeLeftovers(home)].sort()).toEqual([...left].sort());
  expect(readdirSync(home).sort()).toEqual(["lock", `lock.${process.pid}.0123456789ab`].sort());
  expect(lockFile(home)).toEndWith("lock");
});
