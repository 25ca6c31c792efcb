import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(import.meta.dir, "..");

/** Which rooms a room may look into; what is not listed may import none of ours. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "src/midi": ["src/digest"],
  "src/music": [],
  "src/regular-file": [],
  "src/sources": ["src/regular-file"],
  "src/pipeline": [],
  "src/digest": [],
  "src/text": [],
  "src/plugin": ["src/regular-file", "src/midi", "src/music", "src/digest", "src/sources", "src/pipeline"],
  "src/isolation": ["src/plugin", "src/midi", "src/pipeline"],
  "src/analyzers": ["src/plugin", "src/midi", "src/music", "src/digest"],
  "src/taggers": ["src/plugin", "src/music"],
  "src/template": ["src/plugin", "src/music", "dsl"],
  "src/core": ["src/analyzers", "src/taggers", "src/plugin"],
  "src/store": [
    "src/regular-file",
    "src/plugin",
    "src/digest",
    "src/midi",
    "src/music",
    "src/pipeline",
    "src/version",
    "dsl",
  ],
  "src/stages": [
    "src/pipeline",
    "src/analyzers",
    "src/plugin",
    "src/isolation",
    "src/midi",
    "src/music",
    "src/sources",
    "src/digest",
    "dsl",
    "src/store",
  ],
  "src/catalogue": [
    "src/regular-file",
    "src/store",
    "dsl",
    "src/plugin",
    "src/stages",
    "src/pipeline",
    "src/midi",
    "src/analyzers",
    "src/digest",
    "src/sources",
    "src/music",
  ],
  "src/forms": ["src/plugin", "src/catalogue", "src/version", "src/text"],
  "src/organize": [
    "src/regular-file",
    "src/catalogue",
    "src/store",
    "src/stages",
    "src/template",
    "src/pipeline",
    "src/plugin",
    "src/music",
    "src/sources",
    "src/digest",
    "dsl",
  ],
  "src/sound": ["src/regular-file", "src/midi"],
  "src/dataset": [
    "src/regular-file",
    "src/organize",
    "src/catalogue",
    "src/stages",
    "src/pipeline",
    "src/sources",
    "src/digest",
  ],
  "src/plots": [
    "src/text",
    "src/catalogue",
    "src/store",
    "src/plugin",
    "src/midi",
    "src/analyzers",
    "src/music",
    "dsl",
  ],
  dsl: ["src/plugin", "src/music"],
  plugins: ["mod"],
  examples: ["mod", "src"],
};

/** Each outside package has one door. */
const doors: Readonly<Record<string, readonly string[]>> = {
  "midi-file": ["src/midi/read-back.ts"],
  "hash-wasm": ["src/digest.ts"],
  chevrotain: ["dsl/tokens.ts", "dsl/grammar.ts"],
  postgres: ["src/store/client.ts", "src/store/postgres.ts"],
  "@electric-sql/pglite": ["src/store/pglite.ts", "src/store/engine-files.ts"],
  "libarchive-wasm": ["src/sources/libarchive.ts"],
  "xz-decompress": ["src/sources/unpack.ts"],
  "tar-stream": ["src/store/image.ts"],
  jschardet: ["src/midi/encoding.ts"],
  commander: [],
  "@commander-js/extra-typings": ["src/cli"],
  "hyparquet-writer": ["src/forms/parquet.ts"],
  "@uwdata/flechette": ["src/forms/arrow.ts"],
  "apache-arrow": [],
  "parquet-wasm": [],
  spessasynth_core: ["src/sound/render.ts"],
  yazl: ["src/dataset/zip.ts"],
  zod: ["src/dataset/manifest.ts", "src/cli/trust", "src/plugin", "src/analyzers", "mod.ts"],
  "string-width": ["src/text/width.ts"],
  "@resvg/resvg-wasm": ["src/plots/svg/png.ts"],
};

/** Ways to open a file, which belong to the door `src/regular-file.ts`: a name may be that of a pipe or a device. */
const opening = /\b(?:readFile|readFileSync|open|openSync|openAsBlob|createReadStream)\b/;
/** Who opens files otherwise, and why no name of a user's comes there. */
const opensOtherwise: Readonly<Record<string, string>> = {
  "src/regular-file.ts": "the door itself",
  "src/version.ts": "our own package",
  "src/plots/svg/fonts.ts": "our own package",
  "src/plots/svg/png.ts": "our own package",
  "src/sources/libarchive.ts": "our own package",
  "src/store/image.ts": "our own package",
  "src/store/migrate.ts": "our own package",
  "src/cli/sealed-start.ts": "/proc of this process",
  "src/isolation/deno-flags.ts": "/proc of this process",
  "src/isolation/process.ts": "/proc of a process of ours",
  "src/store/process-identity.ts": "/proc of processes",
  "src/cli/export/files.ts": "what it has just written",
  "src/cli/trust/remembered.ts": "our own settings, whose owner was looked at",
  "src/store/unsynced.ts": "a mark that midiq itself writes",
  "src/store/durable.ts": "files of the embedded engine",
  "src/store/dial.ts": "certificates, which a shell may give as a pipe",
  "src/cli/export/whole-file.ts": "writes",
  "src/dataset/target.ts": "writes",
  "src/organize/journal.ts": "writes",
  "src/organize/place.ts": "syncs what it has written",
  "src/store/room.ts": "what the system says of itself",
  "src/store/places/machine.ts": "what the system says of itself",
  "src/store/lock.ts": "reads what the door has opened",
  "src/store/move/frames.ts": "writes; it reads through the door",
  "plugins/jsonl.ts": "writes",
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ["src", "dsl", "plugins", "examples", "bench", "eval"].flatMap((folder) => {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${folder}/${file}`);
  } catch {
    return [];
  }
});

/** A file's text without its comments, which may quote imports. */
const codeOf = (file: string): string =>
  readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

const imports: readonly Import[] = files.flatMap((from) =>
  [...codeOf(from).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => ({
    from,
    to: match[1] as string,
  })),
);

const roomOf = (file: string): string =>
  Object.keys(mayImport).find((room) => file === `${room}.ts` || file.startsWith(`${room}/`)) ?? file;
const targetOf = ({ from, to }: Import): string | undefined =>
  to.startsWith(".") ? relative(root, resolve(root, dirname(from), to)) : to === "midiq" ? "mod.ts" : undefined;

describe("the house", () => {
  test("no room looks into a room that the table does not allow", () => {
    const wrong = imports.flatMap((one) => {
      const target = targetOf(one);
      const allowed = mayImport[roomOf(one.from)];
      if (target === undefined || allowed === undefined || roomOf(target) === roomOf(one.from)) return [];
      const fine = allowed.some((room) => target === `${room}.ts` || target.startsWith(`${room}/`));
      return fine ? [] : [`${one.from} -> ${target}`];
    });
    expect(wrong).toEqual([]);
  });

  test("each outside package is imported through its door only", () => {
    const wrong = imports.flatMap(({ from, to }) => {
      const name = Object.keys(doors).find((one) => to === one || to.startsWith(`${one}/`));
      if (!name || !(from.startsWith("src/") || from.startsWith("dsl/"))) return [];
      return (doors[name] as readonly string[]).some((door) => from === door || from.startsWith(`${door}/`))
        ? []
        : [`${from} -> ${to}`];
    });
    expect(wrong).toEqual([]);
  });

  test("the library uses Web and node: interfaces only, so that it runs on Deno too", () => {
    const wrong = files.filter(
      (file) => file.startsWith("src/") && /\bBun\.\w|from "bun/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(wrong).toEqual([]);
  });

  test("files that a user names are opened through one door", () => {
    const wrong = files.filter((file) => {
      if (!/^(?:src|dsl|plugins)\//.test(file) || opensOtherwise[file]) return false;
      const named = [...codeOf(file).matchAll(/import\s*\{([^}]*)\}\s*from "node:fs(?:\/promises)?"/g)].map(
        ([, names]) => names,
      );
      return (
        named.some((names) => opening.test(names as string)) ||
        /import \* as \w+ from "node:fs|\bDeno\.(?:open|readFile)/.test(codeOf(file))
      );
    });
    expect(wrong).toEqual([]);
    expect(Object.keys(opensOtherwise).filter((file) => !files.includes(file))).toEqual([]);
  });

  test("no file is longer than 300 lines, tables apart", () => {
    const isTable = (file: string): boolean =>
      file.startsWith("examples/sample/tunes/") || /^\/\*\*? ?Table\b/.test(readFileSync(join(root, file), "utf8"));
    const lines = (file: string): number => readFileSync(join(root, file), "utf8").trimEnd().split("\n").length;
    const long = files.filter((file) => lines(file) > 300 && !isTable(file));
    expect(long).toEqual([]);
  });
});
