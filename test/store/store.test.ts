import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../src/catalogue/adding/run.ts";
import { type Catalogue, open } from "../../src/catalogue/catalogue.ts";
import { openStore } from "../../src/catalogue/open.ts";
import { contentTerms } from "../../src/catalogue/tables/content-terms.ts";
import { core } from "../../src/core.ts";
import { embeddedClient } from "../../src/database/client.ts";
import { createBridge } from "../../src/database/engine/bridge.ts";
import { openEmbedded } from "../../src/database/engine/pglite.ts";
import { takeLock } from "../../src/database/folder/lock.ts";
import { createDigest } from "../../src/digest.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Packed } from "../../src/pipeline/stage.ts";
import type { Found, Parsed } from "../../src/plugin/records.ts";
import { startPack } from "../../src/stages/store.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);

const context = {
  signal: new AbortController().signal,
  count: () => {},
  aside: () => {},
  mark: () => {},
  avoids: () => undefined,
  spend: () => {},
};
const digest = await createDigest();
const tune = (notation: string): Uint8Array => midi({}, track(melody(notation)));
const found = (path: string, bytes: Uint8Array): Found => ({ path, size: bytes.length, mtime: 1000 });

/** What `analyze` says of itself: without it, a file's song is left for a later run. */
const analyzers = [{ kind: "analyzer", id: "core/bpm", version: 1, options: "", needs: [] }] as const;

/** Packs files as a worker would: bytes that parse, bytes that do not, and copies of known bytes. */
async function pack(
  run: Run,
  files: readonly (readonly [path: string, bytes: Uint8Array, how: "new" | "copy" | "bad"])[],
): Promise<Packed> {
  const step = await startPack(run.layout, context);
  const at = { sequence: 0, again: false };
  for (const [path, bytes, how] of files) {
    const hashed = { ...found(path, bytes), bytes, hash: digest(bytes) };
    const copyTags = [
      { tag: `name:${path.at(-5)}`, confidence: 1, source: "filename", rule: "r", why: "w", by: "t" },
    ] as const;
    if (how === "copy") step.aside?.({ kind: "copy", found: found(path, bytes), hash: hashed.hash, copyTags });
    else if (how === "bad") {
      step.rejected?.({ path, stage: "parse", code: "not-midi", message: "no", offset: 3 }, hashed);
    } else {
      const parsed: Parsed = { ...hashed, song: parseSong(bytes) };
      step.each({ ...parsed, features: { bpm: 99 }, analyzers, failures: [], tags: [], copyTags }, at);
    }
  }
  return step.flush?.() as Packed;
}

describe("the bridge", () => {
  test("serves several connections one session at a time, refuses readers to write, reports errors", async () => {
    const engine = await openEmbedded(join(folder.path, "bridge"));
    const bridge = createBridge(engine);
    const writer = embeddedClient(() => bridge.connect(), { mode: "write", prepare: true });
    const reader = embeddedClient(() => bridge.connect({ readOnly: true }), { mode: "write", prepare: false });
    await writer.unsafe("create table t (n int4)");
    let counted: Promise<unknown> | undefined;
    await writer.begin(async (tx) => {
      await tx.unsafe("insert into t values (1)");
      counted = reader.unsafe("select count(*)::int4 as n from t").then((rows) => rows[0]?.["n"]);
      await tx.unsafe("insert into t values (2)");
    });
    expect(await counted).toBe(2);
    await expect(reader.unsafe("insert into t values (3)")).rejects.toThrow("read-only");
    await expect(writer.unsafe("select * from nowhere")).rejects.toThrow('relation "nowhere" does not exist');
    expect((await reader.unsafe("select sum(n)::int4 as n from t"))[0]?.["n"]).toBe(3);
    await Promise.all([writer.end(), reader.end()]);
    await engine.close();
  }, 180_000);
});

describe("the lock", () => {
  test("is taken once, and again after its release or its holder's death", () => {
    const home = join(folder.path, "locked");
    const first = takeLock(home);
    expect("release" in first).toBeTrue();
    expect(takeLock(home)).toMatchObject({ state: "alive", holder: { pid: process.pid } });
    if ("release" in first) first.release();
    // No process has this number: Linux stops at 4,194,304.
    writeFileSync(join(home, "lock"), JSON.stringify({ pid: 99_999_999, socket: "" }));
    const third = takeLock(home);
    expect("release" in third).toBeTrue();
  });
});

describe("a catalogue", () => {
  let db: Catalogue;
  let run: Run;
  beforeAll(async () => {
    db = await open(join(folder.path, "one"), { plugins: [core], mode: "write" });
    run = await db.beginRun();
  }, 180_000);
  afterAll(() => db.close());
  const rows = (): Promise<readonly { path: string; copies: number; tags: string; status: string }[]> =>
    db.query("select path, copies, array_to_string(tags, ' ') as tags, status from content order by path");

  test("keeps each content once, with all its copies, whatever the order in which they come", async () => {
    const a = tune("C4 1/4 D4 1/4");
    const b = tune("E4 1/4");
    await run.write(
      await pack(run, [
        ["/z/first-m.mid", a, "new"],
        ["/y/second-n.mid", a, "copy"],
        ["/b/other-o.mid", b, "new"],
      ]),
    );
    await run.write(await pack(run, [["/a/third-p.mid", a, "copy"]]));
    expect(await rows()).toEqual([
      { path: "/a/third-p.mid", copies: 3, tags: "name:m name:n name:p", status: "ok" },
      { path: "/b/other-o.mid", copies: 1, tags: "name:o", status: "ok" },
    ]);
  });

  test("follows a file whose bytes have changed", async () => {
    const c = tune("G4 1/2");
    await run.write(await pack(run, [["/a/third-p.mid", c, "new"]]));
    expect(await rows()).toEqual([
      { path: "/a/third-p.mid", copies: 1, tags: "name:p", status: "ok" },
      { path: "/b/other-o.mid", copies: 1, tags: "name:o", status: "ok" },
      { path: "/y/second-n.mid", copies: 2, tags: "name:m name:n", status: "ok" },
    ]);
  });

  test("keeps what names say, and tells where it differs from the music", async () => {
    // The music is told to have 99 bpm and no key.
    const named = ["/n/99bpm.mid", "/n/half 49.5bpm.mid", "/n/loop_120_Am.mid", "/n/plain.mid"];
    await run.write(
      await pack(
        run,
        named.map((path, n) => [path, tune(`A4 1/4 C${n} 1/4`), "new"] as const),
      ),
    );
    const said = await db.query(
      "select name, name_bpm, name_key, name_differs from copy where path like '/n/%' order by path",
    );
    expect(said).toEqual([
      { name: "99bpm", name_bpm: 99, name_key: null, name_differs: false },
      { name: "half 49.5bpm", name_bpm: 49.5, name_key: null, name_differs: false },
      { name: "loop_120_Am", name_bpm: 120, name_key: 21, name_differs: true },
      { name: "plain", name_bpm: null, name_key: null, name_differs: null },
    ]);
    await db.query("delete from copy where path like '/n/%'");
    await db.query("delete from content where path like '/n/%'");
  });

  test("remembers what was rejected and why", async () => {
    const written = await run.write(await pack(run, [["/c/page-q.mid", new Uint8Array([60, 104]), "bad"]]));
    expect(written.counts["stored"]).toBe(0);
    expect(await db.query("select path, stage, code, byte_offset from reject")).toEqual([
      { path: "/c/page-q.mid", stage: "parse", code: "not-midi", byte_offset: "3" },
    ]);
    expect((await rows()).find(({ path }) => path === "/c/page-q.mid")).toMatchObject({ status: "rejected" });
  });

  test("keeps a row for the content of a file whose worker was lost, so that its copies point at something", async () => {
    const bytes = tune("B5 1/16");
    const path = join(folder.path, "hung.mid");
    writeFileSync(path, bytes);
    const step = await startPack(run.layout, context);
    step.aside?.({ kind: "copy", found: found("/d/copy-r.mid", bytes), hash: digest(bytes) });
    step.rejected?.({ path, stage: "analyze", code: "worker-hung", message: "longer than 30 s" }, found(path, bytes));
    await run.write(step.flush?.() as Packed);
    expect((await rows()).find((row) => row.path === "/d/copy-r.mid")).toMatchObject({ copies: 2, status: "rejected" });
  });

  test("a batch that is written twice changes nothing", async () => {
    const before = await rows();
    const packed = await pack(run, [["/b/other-o.mid", tune("E4 1/4"), "new"]]);
    await run.write(packed);
    await run.write(packed);
    expect(await rows()).toEqual(before as never);
  });

  test("new contents come in whole beside known ones, and once where they stand in a batch twice", async () => {
    const known = tune("E4 1/4");
    const twice = tune("F4 1/4 G4 1/4");
    const written = await run.write(
      await pack(run, [
        ["/b/other-o.mid", known, "new"],
        ["/v/twice-v.mid", twice, "new"],
        ["/u/twice-u.mid", twice, "new"],
      ]),
    );
    expect(written.counts["stored"]).toBe(1);
    expect((await rows()).filter(({ path }) => /^\/[uv]/.test(path))).toEqual([
      { path: "/u/twice-u.mid", copies: 2, tags: "name:u name:v", status: "ok" },
    ]);
    const facts = ["detail", "track", "vector"].map(
      (table) => `(select count(*)::int4 from ${table} where content = c.id)`,
    );
    const counts = await db.query(
      `select ${facts.map((fact, n) => `${fact} as n${n}`).join(", ")} from content c where path like '/u%'`,
    );
    expect(counts).toEqual([{ n0: 1, n1: 1, n2: 1 }]);
  });

  test("a row that the database refuses is rejected alone, with the database's reason", async () => {
    await db.query("alter table content add constraint no_nine check (name <> 'nine')");
    const files = Array.from(
      { length: 9 },
      (_, n) => [`/r/${n}.mid`, tune(`${"CDEFGAB"[n % 7]}${2 + n} 1/8`), "new"] as const,
    );
    const written = await run.write(await pack(run, [...files, ["/r/nine.mid", tune("A1 1/1"), "new"]]));
    expect(written.counts["stored"]).toBe(9);
    expect(written.rejected).toHaveLength(1);
    expect(written.rejected[0]).toMatchObject({ path: "/r/nine.mid", code: "refused-by-database" });
    expect(written.rejected[0]?.message).toContain("no_nine");
    await db.query("alter table content drop constraint no_nine");
  });

  test("tells what it knows in bulk", async () => {
    let contents = 0;
    for await (const ids of db.known.contents()) contents += ids.length;
    let copies = 0;
    for await (const { ids, sizes, mtimes } of db.known.copies()) {
      copies += ids.length;
      expect(mtimes.every((time) => time === 1000)).toBeTrue();
      expect(sizes.every((size) => size > 0)).toBeTrue();
    }
    const [{ n, k } = { n: 0, k: 0 }] = await db.query<{ n: number; k: number }>(
      "select (select count(*) from content)::int4 as n, (select count(*) from copy)::int4 as k",
    );
    expect([contents, copies]).toEqual([n, k]);
  });

  test("keeps the index terms of what it stores, and none of what was rejected", async () => {
    const bytes = tune("C4 1/8 D4 1/8 E4 1/8 C4 1/8 C4 1/8 D4 1/8 E4 1/8 C4 1/8 E4 1/8");
    await run.write(
      await pack(run, [
        ["/t/tune.mid", bytes, "new"],
        ["/t/page.mid", new Uint8Array([60]), "bad"],
      ]),
    );
    await run.end({ counts: {}, rejected: { byCode: {}, first: [] }, seconds: {} });
    const terms = contentTerms(parseSong(bytes), {}, []);
    expect(terms.length).toBe(32);
    const found = (where: string) =>
      db.query(`select path, to_json(terms) as terms from content where ${where} order by path`);
    expect(await found(`terms @> '{${terms.join(",")}}'`)).toEqual([{ path: "/t/tune.mid", terms: [...terms] }]);
    expect(await found("path = '/t/page.mid'")).toEqual([{ path: "/t/page.mid", terms: [] }]);
    const indexes = await db.query("select indexdef from pg_indexes where indexname = 'content_terms'");
    expect(indexes).toHaveLength(1);
  });

  test("keeps words in the row, and puts long texts out of it", async () => {
    const storage = await db.query(
      `select attname as column, attstorage::text as storage from pg_attribute
       where attrelid = 'content'::regclass and attname in ('instruments', 'key_source', 'melody', 'terms', 'tags')
       order by 1`,
    );
    expect(storage).toEqual([
      { column: "instruments", storage: "m" },
      { column: "key_source", storage: "m" },
      { column: "melody", storage: "x" },
      { column: "tags", storage: "m" },
      { column: "terms", storage: "e" },
    ]);
  });

  test("opens where a process was killed while the engine wrote its own lock", async () => {
    const where = join(folder.path, "killed-at-start");
    await (await openStore(where, { plugins: [], mode: "write" })).close();
    writeFileSync(join(where, "data", "postmaster.pid"), "");
    const reopened = await openStore(where, { plugins: [], mode: "read" });
    expect(await reopened.query<{ n: number }>("select count(*)::int4 as n from content")).toEqual([{ n: 0 }]);
    await reopened.close();
  }, 180_000);

  test("there is none to read where none was made", async () => {
    const nowhere = openStore(join(folder.path, "nowhere"), { plugins: [], mode: "read" });
    await expect(nowhere).rejects.toMatchObject({ code: "no-catalogue" });
    writeFileSync(join(folder.path, "file"), "");
    for (const mode of ["read", "write"] as const) {
      await expect(openStore(join(folder.path, "file"), { plugins: [], mode })).rejects.toThrow("it is a file");
    }
  });
});
