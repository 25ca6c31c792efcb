/** The password file of PostgreSQL's own programs (documentation, chapter "The Password File"). */
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { readRegular } from "../../regular-file.ts";

/** Who asks for what, where. */
interface Login {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** What the file says. */
export interface Remembered {
  readonly password?: string;
  /** Why it was not read. */
  readonly note?: string;
}

/** Looks a password up in a file of lines `host:port:database:user:password`, where `*` stands for all. */
export function passwordOf({ host, port, database, user }: Login, named: string | undefined): Remembered {
  const file = named ?? join(homedir(), ".pgpass");
  let text: string;
  try {
    // libpq does not read what others can read either.
    if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
      return { note: `${file} was not used, because other users can read it: run chmod 600 on it` };
    }
    text = readRegular(file).toString("utf8");
  } catch {
    return {};
  }
  // The default socket folders are called localhost there.
  const wanted = [host.startsWith("/") ? "localhost" : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const fields = [...line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)].map((match) =>
      (match[1] ?? "").replace(/\\(.)/g, "$1"),
    );
    const isOurs = wanted.every((one, n) => fields[n] === "*" || fields[n] === one || (n === 0 && fields[n] === host));
    if (fields.length > wanted.length && isOurs) return { password: fields[wanted.length] ?? "" };
  }
  return {};
}
