/** `attempt.ts READER PATH`: what one reader in JavaScript makes of one file, as a line of JSON. */
import { javascriptReaders } from "../../bench/peers/readers.ts";

const [name = "", path = ""] = process.argv.slice(2);
const read = javascriptReaders[name];
if (!read) throw new RangeError(`Cannot read with "${name}": no such reader`);
try {
  console.log(JSON.stringify({ said: "reads", notes: read(path) }));
} catch (error) {
  console.log(JSON.stringify({ said: "refuses", notes: 0, error: String(error).slice(0, 200) }));
}
