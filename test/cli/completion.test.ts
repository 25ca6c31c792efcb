import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readLine } from "../../src/cli/completion/line.ts";
import { scripts, shells } from "../../src/cli/completion/scripts.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, midiq } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove), 180_000);

beforeAll(async () => {
  const pile = join(folder.path, "Bass Loops");
  mkdirSync(pile);
  writeFileSync(join(pile, "tune.mid"), midi({}, track(melody("C4 1/4 D4 1/4 E4 1/4 F4 1/4"))));
  // A line break, what wipes a screen, and what turns the direction of text.
  writeFileSync(join(pile, "evil\n\x1b[2J\u202e.mid"), midi({}, track(melody("C4 1/4 G4 1/4 C5 1/2"))));
  await midiq(folder.path, ["add", "Bass Loops", "--workers", "0"]);
  await midiq(folder.path, ["save", "quick", "bpm 140.."]);
  await midiq(folder.path, ["tag", "+mood:dark", "name tune"]);
}, 180_000);

test.each([
  ["midiq ad", ["midiq"], "ad", undefined],
  ["midiq add ", ["midiq", "add"], "", undefined],
  [`midiq "bpm 120.. k`, ["midiq"], "bpm 120.. k", '"'],
  ["midiq it\\'s a\\ b 'x\\y' \"q\\\"r\\s\"", ["midiq", "it's", "a b", "x\\y"], 'q"r\\s', undefined],
  ["", [], "", undefined],
] as const)("%s is read as a shell reads it", (line, before, current, quote) => {
  expect(readLine(line)).toEqual({ before: [...before], current, quote });
});

const ask = async (line: string, shell = "zsh"): Promise<string> =>
  (await run("complete", "--shell", shell, "--", line)).stdout;
const wordsOf = async (line: string, shell?: string): Promise<string[]> =>
  (await ask(line, shell)).split("\n").flatMap((row) => (row === "" ? [] : [row.split("\t")[0] as string]));

describe("Tab", () => {
  test.each([
    ["midiq anal", ["analyze"]],
    ["midiq add --work", ["--workers"]],
    ["midiq add --workers 2 ", [":paths"]],
    ["midiq add x --db ", [":paths"]],
    ["midiq db ", ["tune", "size", "check"]],
    ["midiq dupes --level no", ["notes"]],
    ["midiq completion ", shells],
    ["midiq plot me", ["meters"]],
    ["midiq plot roll Ba", [":paths"]],
    ["midiq find -o par", ["parquet"]],
    ["midiq like x.mid --by gr", ["groove"]],
    ["midiq like x.mid --by ", ["harmony", "groove", "melody", "instruments"]],
    ["midiq dupes -o p", ["paths"]],
    ["midiq plot keys -o s", ["svg"]],
    ["midiq split x.mid --by ", ["track", "channel"]],
    ["midiq export drums --files s", ["symlink"]],
    ["midiq help que", ["query"]],
    ["midiq fields key_si", ["key_signature", "key_signature_agrees"]],
    ["midiq bpm 120.. complexi", ["complexity"]],
    ['midiq "bpm 120.. complexi', ["bpm 120.. complexity"]],
    ['midiq "bpm 120.. kar', ["bpm 120.. karaoke"]],
    ["midiq @qu", ["@quick"]],
    ["midiq meter 4/", ["4/4"]],
    ["midiq archive x -complexi", ["-complexity"]],
    ["midiq tag +mo", ["+mood:dark"]],
    ["midiq tag +x --dry", ["--dry-run"]],
    ["midiq rate 4 complexi", ["complexity"]],
    ["midiq plan zzz", []],
    ['midiq folder "Ba', []],
  ])("after %s", async (line, words) => {
    expect(await wordsOf(line)).toEqual([...words]);
  });

  test("offers commands and fields at the beginning, with what they mean", async () => {
    const told = await ask("midiq ");
    for (const line of ["add\t", "show\t", "help\t", "bpm\t", "key\t"]) expect(told).toContain(`\n${line}`.slice(1));
    expect(told.split("\n").every((line) => line === "" || /^\S+( \S+)*\t./.test(line))).toBe(true);
  });

  test("offers no name that a line or a terminal would obey; complete --json has it, escaped", async () => {
    expect(await ask("midiq name e")).not.toContain("evil");
    const lines = (await midiq(folder.path, ["complete", "name e"])).stdout;
    expect(lines).not.toContain("evil");
    const json = (await midiq(folder.path, ["complete", "name e", "--json"])).stdout;
    expect(json).toContain("evil\\n\\u001b[2J\\u202e");
    for (const text of [lines, json]) expect(text).not.toMatch(/(?![\t\n])[\p{Cc}\u202e]/u);
  });

  test("knows values without a catalogue too, and never fails", async () => {
    const other = ["complete", "--db", "nowhere", "--shell", "bash", "--"];
    expect((await midiq(folder.path, [...other, "midiq meter 6/"])).stdout).toContain("6/8");
    expect(await midiq(folder.path, [...other, 'midiq ("(" sort sort'])).toMatchObject({ stderr: "" });
  });
});

test("bash gets the word that it knows: what follows a colon, and quotes where they are needed", async () => {
  mkdirSync(join(folder.path, "bin"));
  symlinkSync(join(import.meta.dir, "../../bin/midiq.mjs"), join(folder.path, "bin", "midiq"));
  const script = `${scripts.bash.script}
complete() { :; }
for line in 'midiq ana' 'midiq tag mood:da' 'midiq "bpm 120.. complexi' 'midiq piano like'; do
  COMP_LINE=$line COMP_POINT=\${#line}
  _midiq
  printf '[%s]' "\${COMPREPLY[@]}"
  echo
done`;
  const run = Bun.spawn(["bash", "-c", script], {
    cwd: folder.path,
    env: { ...process.env, PATH: `${join(folder.path, "bin")}:${process.env["PATH"]}` },
  });
  expect(await new Response(run.stdout).text()).toBe("[analyze]\n[dark]\n[bpm 120.. complexity]\n[like\\(]\n");
}, 180_000);

test("each shell has a script, and says how to keep it", async () => {
  for (const shell of shells) {
    const { status, stdout } = await midiq(folder.path, ["completion", shell]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: scripts[shell].script });
    expect(scripts[shell].install).toContain(`midiq completion ${shell}`);
  }
  expect(await midiq(folder.path, ["completion", "csh"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("expected one of bash, zsh, fish"),
  });
});
