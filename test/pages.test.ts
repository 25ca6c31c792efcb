/**
 * The pages of the documentation as a reader follows them: their files and commands, in order, each page in a home of its own
 * outside of the repository that has the bundled sample in ~/midi, and a catalogue of it unless the page makes one. Blocks of `ts`
 * begin with their file's name; each line of a `sh` block is a command, which prints something and ends with status 0, or with
 * the status that a comment names (`# exit 1`). Blocks without a language are not run.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { emptyFolder, sample } from "./cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 30_000);

// The command under its name, as an installed one.
const bin = join(folder.path, "bin");
mkdirSync(bin);
const main = resolve(import.meta.dir, "../src/cli/main.ts");
writeFileSync(join(bin, "midiq"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
chmodSync(join(bin, "midiq"), 0o755);

const ready = join(folder.path, "ready");
const inHome = (home: string) => ({
  cwd: home,
  env: {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: "",
    XDG_STATE_HOME: "",
    PATH: `${bin}${delimiter}${process.env["PATH"]}`,
    NO_COLOR: "1",
    MIDIQ_DB: "",
  },
});
beforeAll(async () => {
  makeHome(ready);
  await Bun.spawn(["sh", "-c", "midiq add ~/midi"], { ...inHome(ready), stderr: "ignore" }).exited;
}, 60_000);

/** A home with the sample, and two files of it under the names that pages use. */
function makeHome(home: string): void {
  mkdirSync(home);
  cpSync(sample, join(home, "midi"), { recursive: true });
}

for (const { page, isEmpty } of [{ page: "plugins", isEmpty: true }]) {
  describe(`docs/${page}.md`, () => {
    const home = join(folder.path, page);
    beforeAll(() => {
      if (isEmpty) makeHome(home);
      else cpSync(ready, home, { recursive: true });
    });
    const text = readFileSync(resolve(import.meta.dir, `../docs/${page}.md`), "utf8");
    for (const [, language, block = ""] of text.matchAll(/```(ts|sh)\n([\s\S]*?)```/g)) {
      const name = /^\/\/ (\S+)\n/.exec(block)?.[1];
      if (language === "ts") {
        if (name) test(`${name} is written`, () => writeFileSync(join(home, name), block));
      } else for (const line of block.trim().split("\n")) follow(line, home);
    }
  });
}

/** Runs one line as its page says. */
function follow(line: string, home: string): void {
  const [command = "", , exit] = /^(.*?)(\s+# exit (\d+))?$/.exec(line)?.slice(1) ?? [];
  test(line, async () => {
    const run = Bun.spawn(["sh", "-c", command], { ...inHome(home), stdout: "pipe", stderr: "pipe" });
    const [printed, told] = await Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
    const wanted = Number(exit ?? 0);
    expect({ status: await run.exited, told: wanted === 0 && printed === "" ? told : "" }).toMatchObject({
      status: wanted,
    });
    if (wanted === 0) expect(printed + told).not.toBe("");
  }, 60_000);
}
