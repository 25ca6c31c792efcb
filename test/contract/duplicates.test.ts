/** Duplicates on both engines: three levels, the rules of keeping, and that queries say the same. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  analyze,
  type Catalogue,
  changed,
  core,
  dedupe,
  hash,
  open,
  parse,
  pipeline,
  scan,
  store,
  tag,
} from "../../mod.ts";
import type { DuplicateCluster, DuplicateOptions } from "../../src/catalogue/mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, tempo, text, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
const opened: Catalogue[] = [];
afterAll(async () => {
  for (const db of opened) await db.close();
  folder.remove();
});

const names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
/** A tune of 300 notes that never repeats itself, as melody notation, so many semitones up; another seed, another tune. */
function tune(seed: number, up = 0): string {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  return Array.from({ length: 300 }, () => {
    const pitch = 60 + up + (next() % 18);
    return `${names[pitch % 12]}${Math.floor(pitch / 12) - 1} 1/${next() % 4 === 0 ? 4 : 8}`;
  }).join(" ");
}
const chord = (root: string): string => `${root} 1/1`;

const files: Readonly<Record<string, Uint8Array>> = {
  "House/song.mid": midi({}, track(tempo(0, 500_000), melody(tune(1)))),
  "House/song copy.mid": midi({}, track(tempo(0, 500_000), melody(tune(1)))),
  "Old/untitled.mid": midi({}, track(tempo(0, 500_000), text(0, 3, "Lead"), [0, 0xc0, 80], melody(tune(1)))),
  "Old/slow up.mid": midi({}, track(tempo(0, 625_000), melody(tune(1, 3)))),
  // Its last third is another tune.
  "Old/edited.mid": midi({}, track(melody(`${tune(1).split(" ").slice(0, 400).join(" ")} ${tune(5)}`))),
  "Old/stranger.mid": midi({}, track(melody(tune(9)))),
  "clip C.mid": midi({}, track(melody(chord("C4+E4+G4")))),
  "clip D.mid": midi({}, track(melody(chord("D4+F#4+A4")))),
};

async function catalogue(url: string): Promise<Catalogue> {
  const db = await open(url, { plugins: [core], mode: "write" });
  opened.push(db);
  const run = pipeline(
    scan(folder.path),
    changed(db),
    hash(),
    dedupe(db),
    parse(),
    analyze(core),
    tag(core),
    store(db),
  );
  await run.run();
  return db;
}

beforeAll(async () => {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(folder.path, dirname(name)), { recursive: true });
    writeFileSync(join(folder.path, name), bytes);
  }
  await catalogue(join(folder.path, "catalogue"));
  if (hasServer) await catalogue(await newDatabase());
}, 180_000);

async function clusters(db: Catalogue, options: DuplicateOptions = {}, query?: string): Promise<DuplicateCluster[]> {
  return Array.fromAsync((await db.duplicates(query, options)).clusters());
}
/** `keep | same bytes + other notes | other music`. */
const drawn = ({ groups }: DuplicateCluster): string =>
  groups
    .map(({ contents }) =>
      contents.map((one) => one.files.map(({ path }) => basename(path, ".mid")).join("=")).join("+"),
    )
    .join(" | ");

test("clusters nest bytes in notes in music; a chord in another key is no duplicate", async () => {
  for (const db of opened) {
    expect((await clusters(db, { level: "bytes" })).map(drawn)).toEqual(["song=song copy"]);
    expect((await clusters(db, { level: "notes", keep: ["under:House"] })).map(drawn)).toEqual([
      "song copy=song+untitled",
    ]);
    const [music, ...others] = await clusters(db, { keep: ["under:House", "best-name"] });
    expect(others).toEqual([]);
    expect(drawn(music as DuplicateCluster)).toMatch(/^song=song copy\+untitled \| /);
    expect(music).toMatchObject({ level: "music", files: 5 });
  }
});

test("says what tells files apart", async () => {
  for (const db of opened) {
    const [cluster] = await clusters(db, { keep: ["under:House", "best-name"] });
    const of = (name: string) =>
      cluster?.groups.find(({ contents }) => contents[0]?.files[0]?.path.endsWith(`${name}.mid`));
    expect(of("song")?.contents[1]?.differs).toEqual(["texts", "programs"]);
    expect(of("slow up")).toMatchObject({ transposed: 3, speed: 0.8, resemblance: null });
    expect(of("edited")?.resemblance).toBeGreaterThan(0.2);
    expect(of("edited")?.resemblance).toBeLessThan(1);
  }
});

test("keeps by the first rule that tells files apart, then by path", async () => {
  const cases: readonly [keep: readonly string[], kept: string, because: string][] = [
    [["under:House", "best-name"], "song", "best name"],
    [["under:Old", "smallest"], "slow up", "smallest"],
    [["largest"], "edited", "largest"],
    [["not-under:House", "richest"], "untitled", "most tracks, texts, notes"],
    [[`under:${folder.path}/House`], "song copy", "first by path"],
  ];
  for (const db of opened) {
    for (const [keep, kept, because] of cases) {
      const [cluster] = await clusters(db, { keep });
      expect({ keep, kept: basename(cluster?.kept ?? "", ".mid"), because: cluster?.because }).toEqual({
        keep,
        kept,
        because,
      });
    }
    await expect(db.duplicates(undefined, { keep: ["oldset"] })).rejects.toThrow(
      'Cannot keep by "oldset": did you mean oldest?',
    );
  }
});

test("counts by level, and looks only among what a query finds", async () => {
  for (const db of opened) {
    const { summary, compared } = await db.duplicates();
    expect(compared).toBe(7);
    expect(summary.map(({ level, clusters, files }) => [level, clusters, files])).toEqual([
      ["bytes", 1, 2],
      ["notes", 1, 3],
      ["music", 1, 5],
    ]);
    expect(await clusters(db, {}, "name untitled")).toEqual([]);
    expect((await clusters(db, {}, "folder Old not name stranger")).map(({ files }) => files)).toEqual([3]);
  }
});

test("queries agree: dupe, copies, dupes.notes and dupes(file)", async () => {
  for (const db of opened) {
    const found = async (query: string): Promise<readonly string[]> =>
      (await db.find(query)).rows.map(({ path }) => basename(path, ".mid")).sort();
    expect(await found("dupe")).toEqual(["untitled"]);
    expect(await found("dupes 2..")).toEqual(["song copy"]);
    expect(await found("dupes.notes 3")).toEqual(["song copy", "untitled"]);
    const [cluster] = await clusters(db);
    const members = cluster?.groups.flatMap(({ contents }) => contents.map(({ hash: one }) => one)).sort();
    for (const query of [`dupes("${cluster?.kept}", level: music)`, `dupes(${members?.[0]}, level: music)`])
      expect((await db.find(query)).rows.map((row) => row.hash).sort()).toEqual([...(members ?? [])]);
    expect(await found(`dupes("${join(folder.path, "clip C.mid")}", level: music)`)).toEqual(["clip C"]);
  }
});
