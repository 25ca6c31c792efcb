/** Words in the folded text of a content find what the fields themselves say, whatever has changed since, on both engines. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkQuery, readQuery, whereSql } from "../../dsl/mod.ts";
import { add, type Catalogue, core, open } from "../../mod.ts";
import { hiddenBy, hidingSql, onThere } from "../../src/catalogue/asking/hidden.ts";
import { emptyFolder } from "../cli/run.ts";
import { randomOf } from "../dsl/random.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

/** A file with a track of this name; the note makes it a content of its own. */
const song = (note: string, name: string): Uint8Array =>
  midi({}, track(meta(0, 3, [...Buffer.from(name)]), melody(`${note} 1/4`)));

const files: readonly (readonly [path: string, note: string, track: string])[] = [
  ["Motörhead/Ace of Spades.mid", "C4", "Lead: Guitär"],
  ["Motörhead/copy of Ace.mid", "C4", "Lead: Guitär"],
  ["愛情/夜曲.mid", "D4", "ピアノ"],
  ["Ἀθήνα/ΣΟΦΟΣ.mid", "E4", "σοφός"],
  ["100%/under_score.mid", "F4", "two\nlines"],
  ["loops/House 124.mid", "G4", "bass \\ drums"],
  ["loops/deep/İstanbul ﬁne.mid", "A4", "Straße"],
];

/** Contents that the fields say a query means: the same condition without the folded text. */
async function expected(db: Catalogue, text: string): Promise<readonly string[]> {
  const checked = checkQuery(readQuery(text, db.registry), db.registry);
  const hidden = hiddenBy(checked.condition);
  const { text: where, parameters } = whereSql(onThere(checked, hidden).condition, db.registry);
  const all = [`(${where})`, ...hidingSql(hidden)].join(" and ");
  const rows = await db.query<{ hash: string }>(
    `select encode(c."hash", 'hex') as "hash" from content c where ${all} order by c."id"`,
    parameters as never,
  );
  return rows.map(({ hash }) => hash);
}

for (const engine of hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"]) {
  describe(`words on ${engine}`, () => {
    const music = join(folder.path, engine, "music");
    let db: Catalogue;
    const random = randomOf(19);

    const agree = async (): Promise<void> => {
      const said = await db.query<{ word: string }>(
        `select distinct v as word from (select unnest(array[name, folder]) as v from copy
           union select unnest(instruments || track_names || tags) from content) u where v <> ''`,
      );
      const texts = said.map(({ word }) => word);
      const part = (): string => {
        const letters = [...random.pick(texts)];
        const from = random.whole(0, letters.length - 1);
        return letters.slice(from, from + random.whole(1, 5)).join("");
      };
      const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
      let found = 0;
      for (let turn = 0; turn < 150; turn++) {
        const word = quoted(part());
        const query = random.pick([
          ...[word, word, `${word} ${quoted(part())}`, `not ${word}`, `${word} or ${quoted(part())}`],
          ...[`name ${word}`, `folder ${word}`, `name ends ${word}`, `name ${word} folder ${quoted(part())}`],
          ...[`tag ~ ${word}`, `tag ${word}`, `inst ~ ${word}`, `${word} missing`, `${word} copies 2..`],
        ]);
        const rows = (await db.find(query, { limit: 100 })).rows.map(({ hash }) => hash);
        const wanted = await expected(db, query);
        expect({ query, rows: rows.toSorted() }).toEqual({ query, rows: wanted.toSorted() });
        found += rows.length;
      }
      expect(found).toBeGreaterThan(100);
    };

    beforeAll(async () => {
      for (const [path, note, name] of files) {
        mkdirSync(join(music, path, ".."), { recursive: true });
        writeFileSync(join(music, path), song(note, name));
      }
      db = await open(engine === "PGlite" ? join(folder.path, "catalogue") : await newDatabase(), {
        plugins: [core],
        mode: "write",
      });
      await add(db, [music]);
    }, 180_000);
    afterAll(() => db.close(), 180_000);

    test("agree with the fields when files came in", agree, 60_000);
    test("and when tags were given and taken away by hand", async () => {
      await db.tag("folder loops", { add: ["Ärger", "deep house"], remove: ["house"] });
      await agree();
    }, 60_000);
    test("and when copies moved, came and are gone", async () => {
      renameSync(join(music, "Motörhead/copy of Ace.mid"), join(music, "loops/pas de deux.mid"));
      writeFileSync(join(music, "愛情/third copy.mid"), song("C4", "Lead: Guitär"));
      rmSync(join(music, "loops/House 124.mid"));
      await add(db, [music]);
      await agree();
      expect((await db.find("deux")).rows).toHaveLength(1);
    }, 60_000);
    test("and a word may be of any script, or two letters long", async () => {
      const paths = async (query: string): Promise<number> => (await db.find(query)).rows.length;
      expect(
        await Promise.all(["愛情", "夜曲", "ピアノ", "σοφος", "motorhead", "ace", "0%", "r_s", "fi"].map(paths)),
      ).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1]);
    });
  });
}
