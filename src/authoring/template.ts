/** The files that `midiq plugins new` writes: a plugin that works, with its test, to be changed into what is wanted. */

/** `low-notes` as the name of a variable. */
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Whatever runs midiq, `midiq plugins test` runs tests under Bun. */
const testRunner = "bun:test";

/** What the written files import, which this one does not. */
const ours = "midiq";

/** In two pieces, since the bundle of the command (tools/bundle-command.ts) gives each module's own place for it. */
const ownUrl = ["import.meta", "url"].join(".");

/** The plugin's file. */
export const pluginText = (
  name: string,
): string => `// A plugin for midiq: a field and a tag of your own. \`midiq plugins test ./${name}.ts\` checks it.
import { defineAnalyzer, definePlugin, defineTagger, z } from "${ours}";
import { pitchOf } from "${ours}/midi";

// An analyzer looks at the notes of a song and gives values. Its output schema makes the columns, the fields of queries
// (\`${name}.share\`), the help and the types. What is unknown is null, never a guess.
export const ${camel(name)} = defineAnalyzer({
  id: "${name}",
  // Raise it when the same song gives other values: \`midiq run\` then computes those of known files again.
  version: 1,
  description: "how much of the music lies below a pitch",
  // Options have defaults; \`--set ${name}.below=48\` or midiq.config.ts give others.
  options: z.object({ below: z.int().min(0).max(127).default(60) }),
  output: z.object({
    share: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: "share of the notes below the pitch", examples: ["${name}.share 0.5.."] }),
  }),
}).run(({ notes }, { below }) => {
  // Notes are columns: onset and duration in ticks, and \`info\`, which holds pitch, channel, velocity and program.
  // Other views of the song: tempoMap, noteSeconds, bars, parts, chroma ... The song is shared: nothing may write to it.
  let low = 0;
  for (let n = 0; n < notes.length; n++) if (pitchOf(notes.info[n] ?? 0) < below) low++;
  return { share: notes.length > 0 ? low / notes.length : null };
});

// A tagger makes tags of fields, its own or those of others (\`tempo.fields.bpm\`, with tempo from "midiq/analyzers"). A needed value
// is null where it is unknown. Each tag says why: \`midiq show FILE\` prints it.
export const ${camel(name)}Tag = defineTagger({
  id: "${name}-tag",
  version: 1,
  description: "music that lies mostly below the pitch",
  needs: { share: ${camel(name)}.fields.share },
}).run(({ share }) =>
  share !== null && share > 0.5
    ? [{ tag: "${name}:mostly", confidence: 1, source: "detected", rule: "share > 0.5", why: \`share \${share.toFixed(2)}\` }]
    : [],
);

export default definePlugin(${ownUrl}, { name: "${name}", api: 1, provides: [${camel(name)}, ${camel(name)}Tag] });
`;

/** The file of its test. */
export const testText = (
  name: string,
): string => `// Tests of ${name}.ts. \`midiq plugins test ./${name}.ts\` runs them.
import { expect, test } from "${testRunner}";
import { composeSong } from "${ours}/midi";
import { ${camel(name)}, ${camel(name)}Tag } from "./${name}.ts";

test("the share counts notes below the pitch", () => {
  const song = composeSong("C3 1/4 E3 1/4 G3 1/4 C5 1/4");
  expect(${camel(name)}.run(song, { below: 60 })).toEqual({ share: 0.75 });
  expect(${camel(name)}.run(song, { below: 50 })).toEqual({ share: 0.25 });
});

test("a song without notes has no share", () => {
  expect(${camel(name)}.run(composeSong(""), { below: 60 })).toEqual({ share: null });
});

test("the tag needs more than half", () => {
  expect(${camel(name)}Tag.run({ share: 0.75 }).map(({ tag }) => tag)).toEqual(["${name}:mostly"]);
  expect(${camel(name)}Tag.run({ share: 0.25 })).toEqual([]);
  expect(${camel(name)}Tag.run({ share: null })).toEqual([]);
});
`;
