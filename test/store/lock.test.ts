/** The lock on a folder: who has it, who is dead, and who comes next. */
import { afterAll, describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Held, type Lock, lockFile, takeLock } from "../../src/database/folder/lock.ts";
import { thisProcess } from "../../src/database/folder/process-identity.ts";
import { emptyFolder, sample, startMidiq } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const nobody = 99_999_999;
const isLinux = process.platform === "linux";

describe("a lock", () => {
  test.each([
    ["of a process that is gone", { pid: nobody }, "taken"],
    ["of a process that is there", {}, "alive"],
    ["of an earlier process with the same number", { started: isLinux ? "ticks 1" : "time 1" }, "taken"],
    ["from before this machine started", { boot: isLinux ? "earlier" : "", pid: nobody }, "taken"],
    ["of another machine", { host: "nas", boot: "of the nas", pid: nobody }, "elsewhere"],
    ["of another container", { space: "pid:[1]", pid: nobody }, "unseen"],
  ])("%s", (_, more, expected) => {
    const home = join(folder.path, `one ${Object.entries(more).join()}`);
    mkdirSync(home);
    writeFileSync(lockFile(home), JSON.stringify({ ...thisProcess(), socket: "", ...more }));
    const lock = takeLock(home);
    expect("release" in lock ? "taken" : lock.state).toBe(expected);
    if ("release" in lock) lock.release();
    else expect("release" in takeLock(home, lock.mark)).toBe(true);
  });

  test.each([
    ["empty", ""],
    ["garbage", "\0\0{"],
    ["another's", "[1]"],
  ])("that is %s is taken over after a moment", (name, text) => {
    const home = join(folder.path, name);
    mkdirSync(home);
    writeFileSync(lockFile(home), text);
    expect(takeLock(home)).toMatchObject({ state: "unclear" });
    utimesSync(lockFile(home), 1, 1);
    const lock = takeLock(home) as Lock;
    expect(JSON.parse(readFileSync(lockFile(home), "utf8"))).toMatchObject(lock.holder);
    lock.release();
    expect(readdirSync(home)).toEqual([]);
  });

  test("of one who died while it broke another is broken too, and nothing is left over", () => {
    const home = join(folder.path, "broken");
    mkdirSync(home);
    takeLock(home);
    const held = takeLock(home) as Held;
    const dead = JSON.stringify({ ...thisProcess(), socket: "", pid: nobody });
    writeFileSync(`${lockFile(home)}.break.${held.mark}`, dead);
    expect("release" in takeLock(home, held.mark)).toBe(true);
    expect(readdirSync(home)).toEqual(["lock"]);
  });

  test("goes from the dead to one of eight processes at a time", async () => {
    const folders = Array.from({ length: 150 }, (_, n) => join(folder.path, `race ${n}`));
    for (const home of folders) {
      mkdirSync(home);
      writeFileSync(lockFile(home), JSON.stringify({ ...thisProcess(), socket: "", pid: nobody }));
    }
    const racer = resolve(import.meta.dir, "lock-racer.ts");
    const runs = Array.from({ length: 8 }, (_, n) =>
      Bun.spawn([process.execPath, racer, String(n), ...folders], { stdout: "pipe", stderr: "inherit" }),
    );
    const told = await Promise.all(runs.map((run) => new Response(run.stdout).text()));
    expect(told.join("")).toBe("");
    expect(await Promise.all(runs.map((run) => run.exited))).toEqual(runs.map(() => 0));
  }, 180_000);

  test("of another machine is told in one line that says what to do", async () => {
    await startMidiq(folder.path, ["add", sample, "--db", "shared", "--workers", "0"]);
    const lock = lockFile(join(folder.path, "shared"));
    writeFileSync(lock, JSON.stringify({ ...thisProcess(), socket: "", host: "nas", boot: "of the nas" }));
    for (const words of [["add", sample], ["bpm 120"]]) {
      const { status, stderr } = await startMidiq(folder.path, [...words, "--db", "shared"]);
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /^midiq: Cannot open shared: process \d+ on the machine "nas" uses it; .* remove .*lock .*\n$/,
      );
    }
  }, 180_000);

  test("of a container that has the folder under another path names the socket that lies here", () => {
    const home = join(folder.path, "mounted");
    mkdirSync(home);
    const other = { ...thisProcess(), space: "pid:[1]", socket: "/mnt/there/socket" };
    writeFileSync(lockFile(home), JSON.stringify(other));
    expect((takeLock(home) as Held).holder?.socket).toBe(join(home, "socket"));
  });

  // As root on Linux a process can be given a container's view of processes.
  const hasContainers = spawnSync("unshare", ["-p", "-f", "-m", "--mount-proc", "true"]).status === 0;
  if (!hasContainers) console.error("skipped: a test of containers, since unshare(1) may not make one here");

  test.if(hasContainers)(
    "of a container that was killed goes to the next one at once, and of one that lives to nobody",
    async () => {
      const home = join(folder.path, "container");
      const holder = resolve(import.meta.dir, "holder.ts");
      const words = ["-p", "-f", "--kill-child", "-m", "--mount-proc", process.execPath, holder, home];
      const run = Bun.spawn(["unshare", ...words], { stdout: "pipe", stderr: "inherit" });
      await run.stdout.getReader().read();
      expect(takeLock(home)).toMatchObject({ state: "unseen" });
      expect((await startMidiq(folder.path, ["count", "--db", home])).stderr).not.toContain("Cannot");
      run.kill("SIGKILL");
      await run.exited;
      const timed = async (db: string) => {
        const began = performance.now();
        const { status, stderr } = await startMidiq(folder.path, ["add", join(sample, "Loops"), "--db", db]);
        return { status, stderr, milliseconds: performance.now() - began };
      };
      const { status, stderr, milliseconds } = await timed(home);
      expect([status, stderr.includes("another container")]).toEqual([0, false]);
      // Whoever waits for one that lives waits 30 s; a busy machine is as slow where nobody had the folder.
      const { milliseconds: alone } = await timed(join(folder.path, "nobody-had"));
      expect(milliseconds - alone).toBeLessThan(28_000);
    },
    180_000,
  );
});
