/** midiq alone: what to do first, or next. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isServer, readServer, shownServer } from "../../database/server/server.ts";
import { exits } from "../failure.ts";

const lines = (pairs: readonly (readonly [command: string, meaning: string])[]): string =>
  pairs.map(([command, meaning]) => `  ${command.padEnd(44)} ${meaning}`).join("\n");

const toBegin = lines([
  ["midiq add ~/midi", "make a catalogue of a folder"],
  ["npm start", "in a clone: try the bundled sample"],
]);

const toGoOn = lines([
  ["midiq stats", "see what is in it"],
  ['midiq "bpm 120..130 key in [C,G]"', "ask it"],
  ["midiq slow piano -drums", "plain words work too"],
  ["midiq show song.mid", "show everything about one file"],
  ["midiq like song.mid", "find what sounds like it"],
  ["midiq plot keys", "draw the keys"],
  ["midiq fields", "list what you can ask for"],
  ["midiq serve", "explore it in a browser"],
]);

/** Says in a few lines where one stands. @param db the catalogue that would be used. */
export function firstSteps(db: string): number {
  const isThere = isServer(db) || existsSync(db);
  const where = isServer(db) ? shownServer(readServer(db)) : resolve(db);
  process.stdout.write(
    isThere
      ? `midiq: MIDI files that answer musical questions. Your catalogue is ${where}\n\n${toGoOn}\n`
      : `midiq: MIDI files that answer musical questions. There is no catalogue here yet (${where})\n\n${toBegin}\n`,
  );
  process.stdout.write(
    `\n${lines([
      ["midiq help query", "the query language on one page"],
      ["midiq --help", "all commands"],
    ])}\n`,
  );
  return exits.found;
}
