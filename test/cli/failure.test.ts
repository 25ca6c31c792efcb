/** How the command fails: what the system refuses is one line that says what, to which file, and why. */
import { afterAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { systemReason } from "../../src/text/system-error.ts";
import { emptyFolder, startMidiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const main = resolve(import.meta.dir, "../../src/cli/main.ts");

test.each([
  [{ code: "ENOENT", syscall: "open", path: "a.mid" }, 'Cannot open "a.mid": there is no such file or folder'],
  [
    { code: "EACCES", syscall: "scandir", path: "/x" },
    'Cannot read the folder "/x": you do not have permission for it',
  ],
  [{ code: "ENOSPC", syscall: "write" }, "Cannot write: no space is left on the disk"],
  [{ code: "EROFS", syscall: "mkdir", path: "/x" }, 'Cannot make the folder "/x": the disk is read-only'],
  [
    { code: "EMFILE", syscall: "open", path: "a" },
    'Cannot open "a": this process may not open more files: raise the limit, for example by ulimit -n 1024',
  ],
  [{ code: "ELOOP", syscall: "openat2", path: "a" }, 'Cannot use "a": its links form a circle'],
  [{ code: "ENODEV" }, "Cannot continue: there is no such device"],
])("an error of the system in words: %j", (error, words) => {
  expect(systemReason(Object.assign(new Error(error.code), error))).toBe(words);
});

test("an error that is not the system's has no such words", () => {
  expect(systemReason(new TypeError("x is undefined"))).toBeUndefined();
  expect(systemReason(Object.assign(new Error(), { code: "ERR_INVALID_ARG_TYPE" }))).toBeUndefined();
});

test("a file that is not there is named by import in one line", async () => {
  const { status, stderr } = await startMidiq(folder.path, ["import", "nope"]);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'midiq: Cannot import "nope": there is no such file\n',
  });
}, 180_000);

/** What a shell does with `midiq WORDS REDIRECTION`. */
async function redirected(words: string, redirection: string): Promise<{ status: number; stderr: string }> {
  const run = Bun.spawn(["sh", "-c", `"$0" "$1" ${words} ${redirection}`, process.execPath, main], {
    cwd: folder.path,
    env: { ...process.env, MIDIQ_DB: "" },
    stderr: "pipe",
  });
  const [stderr, status] = await Promise.all([new Response(run.stderr).text(), run.exited]);
  return { status, stderr };
}

test.skipIf(!existsSync("/dev/full"))(
  "a disk that is full is one line, not a fault of ours",
  async () => {
    const full = "midiq: Cannot write the output: no space is left on the disk\n";
    for (const words of ["fields", "fields --json", "man --json"])
      expect(await redirected(words, "> /dev/full")).toEqual({ status: 2, stderr: full });
    expect(await redirected("import nope", "2> /dev/full")).toEqual({ status: 2, stderr: "" });
  },
  180_000,
);
