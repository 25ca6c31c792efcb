// show, stats, like and doctor over a few composed files. `WRITE_CASES=1 bun test test/cli/looking.test.ts` writes the pages
// in test/cli/pages anew; read the difference.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { melody, midi, tempo, text, timeSignature, track } from "../midi/compose.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, type Outcome } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const linesOf = ({ stdout }: Outcome): Record<string, unknown>[] =>
  stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const times = (count: number, notes: string): string => Array.from({ length: count }, () => notes).join(" ");
const loop = "A3+C4+E4 1/1 F3+A3+C4 1/1 C4+E4+G4 1/1 G3+B3+D4 1/1";
const tune = "E5 1/4 E5 1/4 D5 1/4 C5 1/4 A4 1/2 C5 1/2 G5 1/4 E5 1/4 D5 1/4 E5 1/4 D5 1/1";
const higher = (notes: string): string =>
  notes.replace(/([A-G])(\d)/g, (_, letter, octave) => `${letter}${Number(octave) + 1}`);
const beat = "C2+F#2 1/8 F#2 1/8 D2+F#2 1/8 F#2 1/8 C2+F#2 1/8 C2+F#2 1/8 D2+F#2 1/8 F#2 1/8";

/** Four chords and a tune over a beat, eight times; a name and lyrics that would colour the terminal and turn text about. */
const song = (more: { readonly bpm?: number; readonly tune?: string } = {}): Uint8Array =>
  midi(
    {},
    track(timeSignature(0, 4, 4), tempo(0, Math.round(60e6 / (more.bpm ?? 120))), text(0, 3, "Four \x1b[31mchords")),
    track(text(0, 3, "Lead"), melody(times(4, more.tune ?? tune), { velocity: 90 })),
    track(text(0, 3, "Piano"), text(0, 5, "la\x07 la\x9b"), melody(times(4, loop), { channel: 1 })),
    track(melody(times(16, beat), { channel: 9, velocity: 100 })),
  );

beforeAll(async () => {
  mkdirSync(join(folder.path, "music/House"), { recursive: true });
  mkdirSync(join(folder.path, "elsewhere"));
  const plain = track(melody(times(4, "D4 1/4 F4 1/4 Bb4 1/4")));
  const files: readonly (readonly [string, Uint8Array])[] = [
    ["music/House/four chords 128bpm.mid", song()],
    ["music/four chords again.mid", song()],
    ["music/four chords higher.mid", song({ tune: higher(tune) })],
    ["music/waltz.mid", midi({}, plain)],
    ["music/damaged.mid", midi({ claims: 7 }, track(melody(times(4, "G4 1/8 Eb4 1/4"))))],
    ["music/page.mid", new TextEncoder().encode("<!doctype html><html></html>")],
    ["elsewhere/new.mid", song({ bpm: 121 })],
  ];
  for (const [name, bytes] of files) writeFileSync(join(folder.path, name), bytes);
  expect((await run("add", "music")).status).toBe(0);
}, 180_000);

/** A page as it was judged when it was written down; days, hashes and the folder of the test differ. */
function expectPage(name: string, { stdout }: Outcome): void {
  const page = stdout
    .replace(/\d{4}-\d\d-\d\d/g, "DATE")
    .replace(/\b\d{4}-\d\d\b/g, "MONTH")
    .replace(/[ \t]+$/gm, "");
  const path = join(import.meta.dir, "pages", name);
  if (process.env["WRITE_CASES"]) writeFileSync(path, page);
  expect(page).toBe(readFileSync(path, "utf8"));
}

test("the page of a file has all that is known of it, and nothing that a terminal would obey", async () => {
  const shown = await run("show", "music/House/four chords 128bpm.mid");
  expect(shown.status).toBe(0);
  expectPage("show.txt", shown);
  for (const words of [["--color", "always"], ["--json"], ["--roll", "--chords"]]) {
    const { stdout } = await run("show", "music/House/four chords 128bpm.mid", ...words);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stdout.replace(/\x1b\[[\d;]*m/g, "")).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    expect(stdout).not.toContain("\x1b[31mchords");
  }
}, 180_000);

test("a file that is in no catalogue is analyzed on the spot, and its twins are found", async () => {
  const [shown] = linesOf(await run("show", "elsewhere/new.mid", "--json"));
  expect(shown).toMatchObject({ added: null, status: "ok", fields: { bpm: 121, meter: "4/4" }, parts: [{}, {}, {}] });
  expect((await run("show", "elsewhere/new.mid")).stdout).toContain("not in this catalogue: analyzed now");
  const [known] = linesOf(await run("show", "music/four chords again.mid", "--json"));
  expect((await run("show", "music/four chords again.mid")).stdout).toStartWith("four chords again.mid");
  expect(known).toMatchObject({ copies: [{ missing: false }, { missing: false }], rating: null, twins: [] });
}, 180_000);

test("damage is told in words, what holds no music in a line, and a name that nobody knows is a mistake", async () => {
  expect((await run("show", "music/damaged.mid")).stdout).toContain(
    "the header counts more or fewer tracks than there are",
  );
  expect((await run("show", "music/page.mid")).stdout).toContain("the file is an HTML page");
  expect(await run("show", "elsewhere/none.mid")).toMatchObject({ status: 2, stdout: "" });
  expect(await run("show", "music")).toMatchObject({ status: 2, stdout: "" });
  expect(await run("show", "music/waltz.mid", "--color", "blue")).toMatchObject({ status: 2, stdout: "" });
}, 180_000);

test("the catalogue at a glance adds up", async () => {
  const stats = await run("stats");
  expect(stats).toMatchObject({ status: 0, stderr: "" });
  expectPage("stats.txt", stats);
  const [told] = linesOf(await run("stats", "--json"));
  expect(told).toMatchObject({
    isEstimate: false,
    contents: 5,
    files: 6,
    missing: 0,
    status: { ok: 3, repaired: 1, rejected: 1 },
    refused: [{ label: "not-midi", count: 1 }],
  });
  const [found] = linesOf(await run("stats", "--json", "drums"));
  expect(found).toMatchObject({ contents: 2, files: 3, refused: [] });
  expect((await run("stats", "--by", "meter", "drums")).stdout).toMatch(/^meter +files\n4\/4 +2 /);
  expect(await run("stats", "--by", "metre")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("did you mean meter?"),
  });
  expect(await run("stats", "bpm 200..")).toMatchObject({ status: 1, stdout: "" });
}, 180_000);

test("a name alone means the one file that has it, and of several none", async () => {
  expect((await run("show", "waltz.mid")).stdout).toStartWith("waltz.mid\n");
  expect((await run("like", "waltz.mid", "-o", "paths")).stdout).toBe(
    (await run("like", "music/waltz.mid", "-o", "paths")).stdout,
  );
  expect((await run("why", "House/four chords 128bpm.mid", "bpm 120")).stdout).toStartWith("✓ bpm 120");
  mkdirSync(join(folder.path, "more"));
  writeFileSync(join(folder.path, "more/waltz.mid"), song({ bpm: 99 }));
  expect((await run("add", "more", "--db", "two")).status + (await run("add", "music", "--db", "two")).status).toBe(0);
  expect(await run("show", "waltz.mid", "--db", "two")).toEqual({
    status: 2,
    stdout: "",
    stderr: 'midiq: Cannot choose between several files named "waltz.mid":\n  more/waltz.mid\n  music/waltz.mid\n',
  });
}, 180_000);

test("what is like a file comes with why, without the file itself", async () => {
  const rows = linesOf(await run("like", "elsewhere/new.mid", "--json"));
  expect(rows[0]?.["path"]).toEndWith("four chords higher.mid");
  expect(rows[0]?.["why"]).toEqual(expect.arrayContaining(["same key", "same tempo"]));
  expect(rows.map(({ likeness }) => likeness)).toEqual(
    rows
      .map(({ likeness }) => likeness)
      .toSorted()
      .toReversed(),
  );
  const own = await run("like", "music/four chords again.mid", "--limit", "1", "drums");
  expect(own.stdout).toMatch(/^ *like +bpm +key +meter +duration +because +path\n.*four chords higher\.mid\n$/);
  expect(own.stderr).toContain("1 file with exactly the same notes left out");
  expect((await run("like", "elsewhere/new.mid", "--by", "groove", "-o", "paths", "not drums")).stdout).not.toContain(
    "chords",
  );
  expect(await run("like", "elsewhere/new.mid", "--by", "tune")).toMatchObject({ status: 2, stdout: "" });
  expect(await run("like", "elsewhere/none.mid")).toMatchObject({ status: 2, stdout: "" });
}, 180_000);

test("the doctor names what is to be mended, and goes on where something is broken", async () => {
  const well = await run("doctor", "--json");
  expect(well.status).toBe(0);
  const names = linesOf(well).map(({ name, severity }) => `${severity} ${name}`);
  expect(names).toEqual(
    expect.arrayContaining(["ok runtime", "ok opens", "ok laws", "ok stale", "note damaged", "note refused"]),
  );
  const broken = await run("doctor", "--plugin", "nowhere.ts", "--db", "absent");
  expect(broken).toMatchObject({ status: 1, stderr: "" });
  expect(broken.stdout).toMatch(
    /✗ Cannot find the plugin[\s\S]*There is no catalogue in "absent"[\s\S]*1 problem to fix/,
  );
}, 180_000);

test("the doctor writes clean copies of damaged files elsewhere", async () => {
  expect((await run("doctor", "--fix", "mended")).status).toBe(0);
  expect(readdirSync(join(folder.path, "mended"))).toEqual(["damaged.mid"]);
  expect(linesOf(await run("analyze", "mended"))[0]).not.toHaveProperty("problems");
  expect(await run("doctor", "--fix", "music")).toMatchObject({ status: 2 });
}, 180_000);

test("a query that finds nothing says what there is", async () => {
  for (const [query, hint] of [
    ["genre polka", "genre here: house"],
    ["bpm 300 drums", "bpm here ranges from"],
    ["mode lydian", "mode here:"],
    ["5/4", "read as `meter 5/4`"],
    ["hose", "did you mean house?"],
    ["rating 5", "no file here has a value for rating"],
  ] as const)
    expect((await run(query)).stderr).toContain(hint);
}, 180_000);

test("the catalogue at a glance counts what queries find: files that are gone are told as such only", async () => {
  const glance = async () => linesOf(await run("stats", "--json"))[0];
  const before = await glance();
  rmSync(join(folder.path, "music/waltz.mid"));
  expect((await run("add", "music", "--workers", "0")).status).toBe(0);
  const after = await glance();
  expect(Number(after?.["contents"])).toBeLessThan(Number(before?.["contents"]));
  expect(Number(after?.["missing"])).toBeGreaterThan(0);
  expect(after?.["contents"]).toBe(linesOf(await run("status ok,repaired,partial,rejected", "-o", "jsonl")).length);
  const { distributions } = after as { distributions: { name: string; values: { count: number }[] }[] };
  const tempi = distributions.find(({ name }) => name === "tempo")?.values ?? [];
  const counted = tempi.reduce((sum, { count }) => sum + count, 0);
  expect(counted).toBe(linesOf(await run("has bpm", "-o", "jsonl")).length);
}, 180_000);
