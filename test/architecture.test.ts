import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(import.meta.dir, "..");

const architecture = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

/** Names of rooms as the table gives them, without what marks a folder or a file. */
const roomNamed = (name: string): string => name.replace(/\/$|\.ts$/g, "");

/** Which rooms a room may look into, as ARCHITECTURE.md says; null is everything. */
const mayImport: ReadonlyMap<string, readonly string[] | null> = new Map(
  [...architecture.matchAll(/^\| `([^`]+)` \|.*\| ([^|]+) \|$/gm)].map(([, room, allowed]) => {
    const names = (allowed as string).split(", ").map(roomNamed);
    const inside = (name: string): string => (["dsl", "mod"].includes(name) ? name : `src/${name}`);
    if (allowed === "everything") return [roomNamed(room as string), null];
    return [roomNamed(room as string), allowed === "nothing of ours" ? [] : names.map(inside)];
  }),
);

/** Each outside package has one door. */
const doors: Readonly<Record<string, readonly string[]>> = {
  "midi-file": ["src/midi/read-back.ts"],
  "hash-wasm": ["src/digest.ts"],
  chevrotain: ["dsl/scan/tokens.ts", "dsl/grammar/grammar.ts"],
  postgres: ["src/database/client.ts", "src/database/sql.ts"],
  "fft.js": ["src/hearing/time/tempogram.ts"],
  "@electric-sql/pglite": ["src/database/engine/pglite.ts", "src/database/engine/engine-files.ts"],
  "libarchive-wasm": ["src/sources/libarchive.ts"],
  "xz-decompress": ["src/sources/unpack.ts"],
  "tar-stream": ["src/database/engine/image.ts"],
  jschardet: ["src/midi/detector.ts"],
  commander: [],
  "@commander-js/extra-typings": ["src/cli"],
  "hyparquet-writer": ["src/forms/parquet.ts"],
  "@uwdata/flechette": ["src/forms/arrow.ts"],
  "apache-arrow": [],
  "parquet-wasm": [],
  spessasynth_core: ["src/sound/render.ts"],
  yazl: ["src/dataset/zip.ts"],
  hono: ["src/serve"],
  preact: ["page"],
  "@preact/signals": ["page"],
  spessasynth_lib: ["page/synth.ts"],
  "@hono/node-server": ["src/serve/serve.ts"],
  "@modelcontextprotocol/server": ["src/serve/mcp.ts"],
  "@modelcontextprotocol/client": [],
  zod: [
    "src/dataset/manifest.ts",
    "src/trust",
    "src/plugin",
    "src/analyzers",
    "src/serve",
    "src/catalogue/vectors/file.ts",
    "mod.ts",
  ],
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
  "src/database/engine/image.ts": "our own package",
  "src/database/engine/compiled.ts": "the engine's package",
  "src/catalogue/tables/migrate.ts": "our own package",
  "src/cli/sealed-start.ts": "/proc of this process",
  "src/isolation/deno-flags.ts": "/proc of this process",
  "src/isolation/process.ts": "/proc of a process of ours",
  "src/database/folder/process-identity.ts": "/proc of processes",
  "src/trust/remembered.ts": "our own settings, whose owner was looked at",
  "src/database/folder/unsynced.ts": "a mark that midiq itself writes",
  "src/database/engine/durable.ts": "files of the embedded engine",
  "src/database/server/dial.ts": "certificates, which a shell may give as a pipe",
  "src/writing/whole-file.ts": "writes",
  "src/dataset/target.ts": "writes",
  "src/organize/journal.ts": "writes",
  "src/organize/place.ts": "syncs what it has written",
  "src/database/folder/room.ts": "what the system says of itself",
  "src/catalogue/places/machine.ts": "what the system says of itself",
  "src/database/folder/lock.ts": "reads what the door has opened",
  "src/catalogue/move/frames.ts": "writes; it reads through the door",
  "plugins/jsonl.ts": "writes",
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ["src", "dsl", "plugins", "page", "examples", "bench", "eval"].flatMap((folder) => {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
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
  [...mayImport.keys()].find((room) => file === `${room}.ts` || file.startsWith(`${room}/`)) ?? file;
const targetOf = ({ from, to }: Import): string | undefined =>
  to.startsWith(".")
    ? relative(root, resolve(root, dirname(from), to))
    : /^midiq(?:$|\/(?!plugins))/.test(to)
      ? "mod.ts"
      : undefined;

describe("the house", () => {
  test("every folder of code is a room of the table, and every room is there", () => {
    const folders = (at: string): string[] =>
      readdirSync(join(root, at), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() || entry.name.endsWith(".ts"))
        .map(({ name }) => roomNamed(join(at, name)));
    const rooms = [...mayImport.keys()];
    expect(folders("src").filter((room) => !rooms.includes(room))).toEqual([]);
    expect(rooms.filter((room) => !existsSync(join(root, room)) && !existsSync(join(root, `${room}.ts`)))).toEqual([]);
    const named = [...mayImport.values()].flatMap((allowed) => allowed ?? []);
    expect(named.filter((room) => !rooms.includes(room))).toEqual([]);
  });

  test("what ARCHITECTURE.md names is there: folders that answer questions, and files", () => {
    const named = [...architecture.matchAll(/`((?:src|dsl|docs|sql|test)\/[\w./-]+)`/g)].map(
      ([, path]) => path as string,
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("no room looks into a room that the table does not allow", () => {
    const wrong = imports.flatMap((one) => {
      const target = targetOf(one);
      const allowed = mayImport.get(roomOf(one.from));
      // Every door refuses a runtime that is too old.
      if (target === "src/runtime.ts" && one.from.endsWith("/mod.ts")) return [];
      if (target === undefined || !allowed || roomOf(target) === roomOf(one.from)) return [];
      const fine = allowed.some((room) => target === `${room}.ts` || target.startsWith(`${room}/`));
      return fine ? [] : [`${one.from} -> ${target}`];
    });
    expect(wrong).toEqual([]);
  });

  test("no file imports itself by way of others, types included", () => {
    const targets = new Map<string, string[]>();
    for (const one of imports) {
      const target = targetOf(one);
      if (target) targets.set(one.from, [...(targets.get(one.from) ?? []), target]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, way: readonly string[]): void => {
      const began = way.indexOf(file);
      if (began >= 0) circles.push([...way.slice(began), file].join(" -> "));
      if (began >= 0 || done.has(file)) return;
      for (const next of targets.get(file) ?? []) walk(next, [...way, file]);
      done.add(file);
    };
    for (const file of targets.keys()) walk(file, []);
    expect(circles).toEqual([]);
  });

  test("SQL over our tables is asked for in src/catalogue only, in whatever words", () => {
    const asks = /\.(?:query|unsafe)(?:<[^;]*?>)?\(\s*["'`]/;
    const own = (file: string): boolean => /^src\/(?:catalogue|database)\//.test(file);
    const wrong = files.filter((file) => /^(?:src|dsl|plugins)\//.test(file) && !own(file) && asks.test(codeOf(file)));
    expect(wrong).toEqual([]);
    expect(files.filter((file) => own(file) && asks.test(codeOf(file))).length).toBeGreaterThan(30);
  });

  test("a catalogue has at most 26 verbs", () => {
    const [, body] = /export interface Catalogue extends Opened \{([\s\S]*?)\n\}/.exec(
      codeOf("src/catalogue/catalogue.ts"),
    ) as RegExpExecArray;
    const verbs = [...(body as string).matchAll(/^ {2}readonly \w+: (?:<|\()/gm)].length;
    expect(verbs).toBeGreaterThan(20);
    expect(verbs).toBeLessThanOrEqual(26);
  });

  test("each outside package is imported through its door only, and every door is there", () => {
    expect(
      Object.values(doors)
        .flat()
        .filter((door) => !existsSync(join(root, door))),
    ).toEqual([]);
    const wrong = imports.flatMap(({ from, to }) => {
      const name = Object.keys(doors).find((one) => to === one || to.startsWith(`${one}/`));
      if (!name || !/^(?:src|dsl|page)\//.test(from)) return [];
      return (doors[name] as readonly string[]).some((door) => from === door || from.startsWith(`${door}/`))
        ? []
        : [`${from} -> ${to}`];
    });
    expect(wrong).toEqual([]);
  });

  test("a query starts without the packages that it does not need", () => {
    const packages = new Set<string>();
    const loaded = new Set(["src/cli/command.ts"]);
    for (const file of loaded) {
      // A type costs nothing, and import() waits until it is called.
      const named = codeOf(file).matchAll(/^(?:import|export)\s+(?!type\b)(?:[^;"]*\bfrom\s+)?"([^"]+)"/gm);
      for (const [, to] of named) {
        const target = targetOf({ from: file, to: to as string }) ?? (to as string);
        // A package needs nothing of ours.
        if (target.endsWith(".ts")) loaded.add(target);
        else if (!target.startsWith("node:")) packages.add(target);
      }
    }
    // fft.js comes with the views that know how fields are stored: 13 kB, which load in about a millisecond.
    expect([...packages].sort()).toEqual(["@commander-js/extra-typings", "chevrotain", "fft.js", "postgres", "zod"]);
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
