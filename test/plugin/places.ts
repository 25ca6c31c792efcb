// One plugin, written to all the places where plugins live.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** How each place is named, by the id of the plugin that lies there. */
export interface Places {
  readonly names: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** An analyzer with an option, and a tagger that needs its field; plain JavaScript, so that it may lie in a package. */
const text = (id: string): string => `import { defineAnalyzer, definePlugin, defineTagger, z } from "midiq";
import { pitchOf } from "midiq/midi";
const low = defineAnalyzer({
  id: "${id}", version: 1, description: "how much lies below a pitch",
  options: z.object({ below: z.int().default(60) }),
  output: z.object({ share: z.number().min(0).max(1).nullable().meta({ description: "share of low notes" }) }),
}).run(({ notes }, { below }) => ({ share: notes.length > 0 ? notes.info.filter((info) => pitchOf(info) < below).length / notes.length : null }));
const deep = defineTagger({ id: "${id}-tag", version: 1, description: "low music", needs: { share: low.fields.share } })
  .run(({ share }) => share > 0.5 ? [{ tag: "range:${id}", confidence: 1, source: "detected", rule: "share > 0.5", why: "share " + share }] : []);
export default definePlugin(import.meta.url, { name: "${id}", api: 1, provides: [low, deep] });
`;

/** Writes the plugin to each place below a folder that knows nothing of midiq. */
export function writePlaces(folder: string): Places {
  const write = (path: string, content: string): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    return path;
  };
  write("desktop/own/mod.ts", `${text("folder")}const typed: number = 1;\nvoid typed;\n`);
  write("node_modules/midiq-low/lib/plugin.mjs", text("package"));
  write(
    "node_modules/midiq-low/package.json",
    JSON.stringify({ name: "midiq-low", type: "module", exports: { ".": { import: "./lib/plugin.mjs" } } }),
  );
  return {
    folder,
    names: {
      file: write("desktop/low.ts", `${text("file")}const typed: number = 1;\nvoid typed;\n`),
      folder: "desktop/own",
      package: "midiq-low",
      url: pathToFileURL(join(folder, write("a folder/by url.ts", text("url")))).href,
    },
  };
}
