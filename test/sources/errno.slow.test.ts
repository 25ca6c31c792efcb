/** What an error of the system condemns: the file, the run, or nothing yet. */
import { afterAll, describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { endsRun } from "../../src/pipeline/rejection.ts";
import { patiently } from "../../src/sources/errno.ts";
import { refusalOf } from "../../src/sources/refusal.ts";
import { emptyFolder, sample, startMidiq } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

const system = (code: string): Error => Object.assign(new Error(`${code}: it failed, open 'x.mid'`), { code });

/** Fails some times with a code, then gives its number of tries. */
function failing(code: string, times: number): () => number {
  let tries = 0;
  return () => {
    if (tries++ < times) throw system(code);
    return tries;
  };
}

describe("an error of the system", () => {
  test("about a file refuses the file alone, at once", () => {
    for (const code of ["ENOENT", "EACCES", "EPERM", "EIO", "ELOOP", "ENAMETOOLONG", "ENOTDIR", "EISDIR", "ENXIO"]) {
      expect(refusalOf(system(code), "damaged-archive")).toMatchObject({ name: "Refusal", code: "unreadable" });
      expect(() => patiently(failing(code, 1))).toThrow(code);
    }
  });

  test("of the moment is waited for, and then of the file", () => {
    for (const code of ["EAGAIN", "EBUSY", "EINTR", "ESTALE", "ETIMEDOUT"]) {
      expect(patiently(failing(code, 2))).toBe(3);
      expect(refusalOf(system(code), "damaged-archive").code).toBe("unreadable");
    }
  });

  test("of the process is waited for, and then ends the run without a judgement on a file", () => {
    for (const code of ["EMFILE", "ENFILE", "ENOMEM"]) expect(patiently(failing(code, 2))).toBe(3);
    for (const code of ["EMFILE", "ENFILE", "ENOMEM", "ENOSPC", "EDQUOT", "EROFS"]) {
      let thrown: unknown;
      try {
        refusalOf(system(code), "unreadable");
      } catch (error) {
        thrown = error;
      }
      expect([code, endsRun(thrown), (thrown as { code: string }).code]).toEqual([code, true, code]);
    }
  });
});

const hasLimits = spawnSync("sh", ["-c", "ulimit -n 100"]).status === 0;

describe.if(hasLimits)("few open files", () => {
  const under = (limit: number, words: readonly string[]) =>
    spawnSync("sh", ["-c", `ulimit -n ${limit}; exec "$@"`, "sh", process.execPath, ...words], {
      cwd: folder.path,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });

  test("end a walk and a read with the system's code, and reject nothing", () => {
    const file = join(folder.path, "one.mid");
    writeFileSync(file, midi({}, track(melody("C4 1/4"))));
    const run = under(100, [resolve(import.meta.dir, "few-files.ts"), folder.path, file]);
    expect([JSON.parse(run.stdout), run.stderr]).toEqual([
      { walked: "EMFILE", read: "EMFILE", after: "done", rejected: [] },
      "",
    ]);
  }, 180_000);

  test("end a command with one line, leave the catalogue as it was, and more of them go on", async () => {
    const main = resolve(import.meta.dir, "../../src/cli/main.ts");
    for (const limit of [32, 64]) {
      const { status, stderr } = under(limit, [main, "add", join(sample, "Loops"), "--db", "few"]);
      expect([limit, status, stderr]).toEqual([
        limit,
        2,
        expect.stringMatching(
          /^midiq: Cannot open .*has too many open files; raise the limit, for example by ulimit -n 1024.*\n$/,
        ),
      ]);
    }
    expect((await startMidiq(folder.path, ["add", join(sample, "Loops"), "--db", "few"])).status).toBe(0);
    const asked = under(64, [main, "count"]);
    expect([asked.status === 0 || asked.status === 2, asked.stderr.includes("damaged")]).toEqual([true, false]);
    expect((await startMidiq(folder.path, ["db", "check", "--db", "few"])).status).toBe(0);
    expect((await startMidiq(folder.path, ["missing", "--db", "few"])).status).toBe(1);
  }, 180_000);
});
