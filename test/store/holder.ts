// Holds the folder of a catalogue until it is killed; says on stdout when it does.
import { core, open } from "../../mod.ts";

const db = await open(process.argv[2] as string, { plugins: [core], mode: "write" });
process.stdout.write("ready\n");
// Readers wait for the one session that this keeps.
if (process.argv[3] === "busy") await db.query("select count(*) from generate_series(1, 1000000000)");
await new Promise(() => setInterval(() => {}, 1000));
