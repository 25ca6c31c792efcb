import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readServer, shownServer } from "../../src/database/server/server.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const passwords = join(folder.path, "pgpass");
const services = join(folder.path, "services");
writeFileSync(
  passwords,
  "# comment\nother:5432:*:*:no\nhere:5432:songs:ada:with\\:colon\n*:*:*:grace:any\nlocalhost:*:*:lo:sock\n",
);
writeFileSync(services, "[studio]\nhost=studio.example\nport = 6543\ndbname=loops\n[club]\nhost=club.example\n");
chmodSync(passwords, 0o600);
const open = join(folder.path, "open");
writeFileSync(open, "*:*:*:*:everybody\n");
chmodSync(open, 0o644);

/** What a URL and an environment come to, as text without and with its password. */
function read(url: string, environment: Readonly<Record<string, string>> = {}): readonly [string, string | undefined] {
  const server = readServer(url, { PGPASSFILE: passwords, PGSERVICEFILE: services, ...environment });
  return [shownServer(server), server.password];
}

describe("a server", () => {
  const cases: readonly [string, Readonly<Record<string, string>>, string, string?][] = [
    ["postgres://ada@here/songs", {}, "postgres://ada@here:5432/songs", "with:colon"],
    ["postgresql://ada:a%40b%3A@here:6000/songs", {}, "postgres://ada@here:6000/songs", "a@b:"],
    ["postgres://grace@[::1]:7000/x", {}, "postgres://grace@[::1]:7000/x", "any"],
    ["postgres://", { PGHOST: "h", PGPORT: "1", PGUSER: "u", PGDATABASE: "d" }, "postgres://u@h:1/d"],
    ["postgres://u@h", { PGHOST: "no", PGUSER: "no", PGPASSWORD: "p" }, "postgres://u@h:5432/u", "p"],
    ["postgres://lo@/d?host=/run/pg", {}, "postgres://lo@/d?host=/run/pg&port=5432", "sock"],
    ["postgres://lo@%2Frun%2Fpg/d", {}, "postgres://lo@/d?host=/run/pg&port=5432", "sock"],
    ["postgres://u@?service=studio", { PGHOST: "no" }, "postgres://u@studio.example:6543/loops"],
    ["postgres://u@h?service=studio", {}, "postgres://u@h:6543/loops"],
    ["postgres://u@", { PGSERVICE: "club" }, "postgres://u@club.example:5432/u"],
    ["postgres://h/d?user=u&password=secret", {}, "postgres://u@h:5432/d", "secret"],
  ];
  for (const [url, environment, shown, password] of cases) {
    test(`${url} ${JSON.stringify(environment)}`, () => expect(read(url, environment)).toEqual([shown, password]));
  }

  test("says in the URL, then in the environment, how it is encrypted and how long it is waited for", () => {
    const said = readServer("postgres://h?sslmode=verify-full&sslrootcert=system&patience=0", {
      PGSSLMODE: "disable",
      PGCONNECT_TIMEOUT: "3",
    });
    expect(said).toMatchObject({
      tls: { mode: "verify-full", rootCertificate: "system" },
      connectSeconds: 3,
      patienceSeconds: 0,
    });
    expect(readServer("postgres://h", {})).toMatchObject({
      tls: { mode: "prefer" },
      connectSeconds: 10,
      patienceSeconds: 60,
      pooled: false,
    });
  });

  test("has no password in a file that others can read, and says why", () => {
    const server = readServer("postgres://u@h", { PGPASSFILE: open });
    expect(server.password).toBeUndefined();
    expect(server.passwordNote).toContain("chmod 600");
  });

  test("that cannot be read is refused without repeating what was written", () => {
    for (const [url, why] of [
      ["postgres://u:secret@part@h/d", "%40"],
      ["postgres://u:secret@h/d?sslmode=maybe", "sslmode"],
      ["postgres://u:secret@h/d?sslmod=require", "sslmod"],
      ["postgres://u:secret@h:99999/d", "port"],
      ["postgres://u:secret@h:1,i:2/d", "expected"],
      ["postgres://u:secret@h,i/d", "several hosts"],
      ["postgres://u:secret@h/d?service=nowhere", "nowhere"],
      ["postgres://u:secret%zz@h/d", "%25"],
    ] as const) {
      const refused = (() => {
        try {
          readServer(url, { PGSERVICEFILE: services });
        } catch (error) {
          return error as Error & { code: string };
        }
        throw new Error(`${url} was read`);
      })();
      expect([url, refused.code]).toEqual([url, "bad-url"]);
      expect(refused.message).toContain(why);
      expect(refused.message).not.toContain("secret");
    }
  });
});
