/**
 * The tutorial as a reader follows it: files and commands of docs/plugins.md, in order, in an empty folder outside of the
 * repository. Blocks of `ts` begin with their file's name, each line of a `sh` block is a command.
 */
import { afterAll, expect, test } from "bun:test";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { emptyFolder, sample } from "./cli/run.ts";

const page = readFileSync(resolve(import.meta.dir, "../docs/plugins.md"), "utf8");
const folder = emptyFolder();
afterAll(folder.remove);
cpSync(sample, join(folder.path, "midi"), { recursive: true });

// The command under its name, as an installed one.
const bin = join(folder.path, "bin");
mkdirSync(bin);
const main = resolve(import.meta.dir, "../src/cli/main.ts");
writeFileSync(join(bin, "midiq"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
chmodSync(join(bin, "midiq"), 0o755);
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}`, NO_COLOR: "1", MIDIQ_DB: "" };

for (const [, language, text = ""] of page.matchAll(/```(ts|sh)\n([\s\S]*?)```/g)) {
  if (language === "ts") {
    const name = /^\/\/ (\S+)\n/.exec(text)?.[1] as string;
    test(`${name} is written`, () => writeFileSync(join(folder.path, name), text));
    continue;
  }
  for (const line of text.trim().split("\n")) {
    const [command = "", , exit] = /^(.*?)(\s+# exit (\d+))?$/.exec(line)?.slice(1) ?? [];
    test(line, async () => {
      const run = Bun.spawn(["sh", "-c", command], { cwd: folder.path, env, stdout: "pipe", stderr: "pipe" });
      const [printed, told] = await Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
      const wanted = Number(exit ?? 0);
      expect({ status: await run.exited, told: wanted === 0 && printed === "" ? told : "" }).toMatchObject({
        status: wanted,
      });
      if (wanted === 0) expect(printed + told).not.toBe("");
    }, 60_000);
  }
}
