// What `npm start` does: the main job on the bundled sample. It adds it to a catalogue, asks it a few things with the
// very command that you would type, and says what to try next.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("..", import.meta.url));
const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const sample = "examples/sample/midi";

const commands: readonly (readonly string[])[] = [
  ["add", sample],
  ["bpm 120..130 key in [C,G]"],
  ["inst piano meter 3/4 sort bpm"],
  ["drums bpm above 160 or tag samba"],
  ["no drums key.conf above .9 sort -complexity limit 5 show key, key.conf, complexity"],
  ["--evidence", "chords ii-V-I show key"],
  ['melody "E E F G G F E D"'],
  ["show", `${sample}/Classical/Petzold - Minuet in G.mid`],
  ["bmp 120..130"],
];

for (const words of commands) {
  const typed = words
    .map((word) => (/"/.test(word) ? `'${word}'` : /[^\w./-]/.test(word) ? `"${word}"` : word))
    .join(" ");
  console.log(`\n\x1b[1m$ midiq ${typed}\x1b[0m`);
  const run = spawnSync(process.execPath, [main, ...words], { cwd: home, stdio: "inherit" });
  // 1: nothing found; 2: the mistake at the end is there to show how midiq answers one.
  if (run.status !== 0 && run.status !== 1 && words !== commands.at(-1)) process.exit(run.status ?? 70);
}

console.log(`
The catalogue is in ./.midiq. Try next:
  npx midiq serve                       explore it in a browser: filter, look, listen
  npx midiq add ~/midi                  your own files, into the same catalogue
  npx midiq "genre house bpm 120..128"  files with house in their folder or name
  npx midiq fields                      everything that you can ask for
  npx midiq help query                  the query language on one page
  npx midiq explain "key Am no drums"   how a query is read
  bun run examples/pipeline.ts          the same from a script
In a clone, npx midiq is node bin/midiq.mjs; \`bun link\` makes it midiq.
`);
