/** A full disk, on a small file system in memory; disk.slow.test.ts fills disks at more moments, and those of servers. */
import { afterAll, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder, midiq, sample } from "../cli/run.ts";

const folder = emptyFolder();
const disk = join(folder.path, "disk");
mkdirSync(disk);
// Mounting takes root.
const hasDisk = spawnSync("mount", ["-t", "tmpfs", "-o", "size=40m", "tmpfs", disk]).status === 0;
if (!hasDisk) console.error("skipped: a test of a full disk, since no file system can be mounted here");
afterAll(() => {
  if (hasDisk) spawnSync("umount", ["-l", disk]);
  folder.remove();
}, 180_000);

test.if(hasDisk)(
  "a disk that is full ends the run with one line",
  async () => {
    const { status, stderr } = await midiq(folder.path, ["add", sample, "--db", join(disk, "catalogue")]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^midiq: Cannot open .*the disk is full: .*\n$/)]);
  },
  60_000,
);
