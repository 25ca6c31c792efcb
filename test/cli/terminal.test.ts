/** Names and texts of files may hold escape sequences: no command lets one through to a terminal. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { harmless, harmlessStyled } from "../../src/cli/terminal.ts";
import { formNames, loadForm } from "../../src/forms/our-forms.ts";
import { bunFlags } from "../../src/isolation/bun-flags.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, midiq } from "./run.ts";

const main = resolve(import.meta.dir, "../../src/cli/main.ts");
const folder = emptyFolder();
const { prepare, run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));

/** Sets the title of a window, clears the screen, turns the direction, and clears it again by one C1 control. */
const evil = "x\x1b]0;owned\x07\x1b[2J\u202egnp\u202c\u009b2J";
const file = `${evil}.mid`;

const bytes = (words: string): number[] => [...Buffer.from(words)];

/** What a terminal of a hundred columns gets. */
async function shown(words: readonly string[]): Promise<string> {
  await prepare(words);
  let got = "";
  const terminal = {
    cols: 100,
    rows: 40,
    data: (_: unknown, bytes: Uint8Array) => {
      got += Buffer.from(bytes).toString();
    },
  };
  const env = { ...process.env, TERM: "xterm-256color", NO_COLOR: "", MIDIQ_DB: "" };
  const run = Bun.spawn([process.execPath, ...bunFlags(), main, ...words], { cwd: folder.path, env, terminal });
  await run.exited;
  run.terminal?.close();
  return got;
}

beforeAll(async () => {
  mkdirSync(join(folder.path, "music", evil), { recursive: true });
  const notes = melody("C4 1/4 E4 1/4 G4 1/4 C5 1/4");
  const tune = midi({}, track(meta(0, 3, bytes(evil)), meta(0, 1, bytes(evil)), meta(0, 2, bytes(evil)), notes));
  writeFileSync(join(folder.path, "music", file), tune);
  writeFileSync(join(folder.path, "music", evil, file), tune);
  writeFileSync(
    join(folder.path, "music", "other.mid"),
    midi({}, track(meta(0, 3, bytes("a")), melody("D4 1/4 A4 1/4"))),
  );
  writeFileSync(join(folder.path, "music", evil, `no${file}`), "no MIDI");
  expect((await midiq(folder.path, ["add", "music", "--workers", "0"])).status).toBe(0);
}, 180_000);

// A terminal is refused what is binary.
const loaded = await Promise.all(formNames.map(async (name) => ({ name, form: await loadForm(name) })));
const forms = loaded.flatMap(({ name, form }) => (form?.binary ? [] : [name]));
test.each([
  ["find"],
  ["find", "--evidence"],
  ["find", "-f", "{path} {name} {text}"],
  ...forms.map((form) => ["find", "--all-fields", "-o", form]),
  ["show", `music/${file}`],
  ["show", `music/${file}`, "--json"],
  ["stats"],
  ["stats", evil],
  ["like", `music/${file}`],
  ["why", `music/${file}`, "piano"],
  ["dupes"],
  ["dupes", "--set-aside", "aside"],
  ["organize", "{name}", "--to", "music/other.mid"],
  ["organize", "{bpm}/{name}", "--to", `new ${evil}`],
  ["rename", `{nope ${evil}}`],
  ["doctor"],
  ["runs"],
  ["undo", "--list"],
  ["plot", "map"],
  ["plot", "roll", `music/${file}`],
  ["plot", evil],
  ["export", "--to", `${evil}.nope`],
  ["analyze", "music"],
  ["add", `missing ${evil}`],
  ["add", "music", "--workers", "0"],
  [evil],
  [`--${evil}`],
])(
  "no escape sequence of a file gets through: %j",
  async (...words) => {
    const got = await shown(words);
    expect(got.length).toBeGreaterThan(0);
    // Styles, wiping of a line, and what a terminal makes of line feeds are ours.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these codes begin with the control character ESC
    const others = got.replace(/\x1b\[[\d;]*m|\r*\x1b\[K|\r+\n|\t/g, "").match(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu);
    expect(others).toBeNull();
  },
  180_000,
);

test.each([
  ...["csv", "tsv", "jsonl", "m3u", "paths"].map((form) => ["find", "-o", form]),
  ["find", "-f", "{path} {name} {text}"],
  ["stats", evil],
  ["plot", "roll", `music/${file}`],
  ["dupes", "-o", "json"],
])(
  "nor into a pipe, whose end may be a terminal: %j",
  async (...words) => {
    await prepare(words);
    const { stdout, stderr } = await midiq(folder.path, words);
    expect(stdout + stderr).not.toBe("");
    for (const text of [stdout, stderr]) expect(text.match(/(?![\t\n\r])\p{Cc}/gu)).toBeNull();
    if (words.some((word) => word.startsWith("json"))) expect(stdout).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  },
  180_000,
);

test("a path that lists of lines cannot hold is given by -0 and JSON as it is", async () => {
  const named = (path: string) => path.includes(evil);
  const left = await run("find", "-o", "paths");
  expect(left.stdout.split("\n").some(named)).toBeFalse();
  expect(left.stderr).toContain(
    "control characters, which lines cannot contain: left out; -0 and -o jsonl include them",
  );
  const whole = (await run("find", "-0")).stdout.split("\0");
  expect(whole.some(named)).toBeTrue();
  const read = (await run("find", "-o", "jsonl")).stdout.trimEnd().split("\n");
  expect(read.map((line) => JSON.parse(line).path).sort()).toEqual(whole.filter(Boolean).sort());
}, 180_000);

test("controls are shown by name; styles pass only where we wrote them", () => {
  expect(harmless("a\tb\nc\x1b[31md\u009b\u202e")).toBe("a\tb\nc\\u001b[31md\\u009b\\u202e");
  expect(harmlessStyled("\r\x1b[K\x1b[1mbold\x1b[0m\r\n\rover")).toBe("\r\x1b[K\x1b[1mbold\x1b[0m\r\n\\u000dover");
});

test("JSON is printed in one way, which escapes what a terminal would obey", () => {
  const folder = resolve(import.meta.dir, "../../src/cli");
  const printers = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".ts"))
    .filter((name) => /\.write\([^;]*JSON\.stringify/.test(readFileSync(join(folder, name), "utf8")));
  expect(printers).toEqual([]);
});
