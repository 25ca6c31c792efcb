/**
 * Where a server is and how to speak to it: what the URL says, then a service, then the PG* variables, then what libpq
 * takes when nobody says anything (PostgreSQL documentation, chapter "Database Connection Control Functions").
 */
import { existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import { StoreError } from "../error.ts";
import { serviceOf } from "./pg-service.ts";
import { passwordOf } from "./pgpass.ts";

/** How a connection is encrypted, from never to "and the certificate must name the host". */
export type TlsMode = (typeof tlsModes)[number];
const tlsModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** A server, a database on it, and who asks. */
export interface Server {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: string | undefined;
  /** Why a password file that is there was not read. */
  readonly passwordNote: string | undefined;
  readonly tls: {
    readonly mode: TlsMode;
    /** Files in PEM; "system" names the certificates that the system trusts. */
    readonly rootCertificate: string | undefined;
    readonly certificate: string | undefined;
    readonly key: string | undefined;
  };
  /** Longest wait for a connection. */
  readonly connectSeconds: number;
  /** How long a run waits for a server that it has lost. */
  readonly patienceSeconds: number;
  /** True behind PgBouncer in transaction mode. */
  readonly pooled: boolean;
  readonly applicationName: string;
  /** Settings of the session as on the server's command line: `-c search_path=midi`. */
  readonly options: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Parameters that a URL may have, each with the variable that says it too. */
const variables: Readonly<Record<string, string | undefined>> = {
  host: "PGHOST",
  port: "PGPORT",
  user: "PGUSER",
  password: "PGPASSWORD",
  dbname: "PGDATABASE",
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
  passfile: "PGPASSFILE",
  service: "PGSERVICE",
  connect_timeout: "PGCONNECT_TIMEOUT",
  application_name: "PGAPPNAME",
  options: "PGOPTIONS",
  pgbouncer: undefined,
  patience: undefined,
};

/** True for the URL of a server; anything else is a folder. */
export const isServer = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

const defaultConnectSeconds = 10;
const defaultPatienceSeconds = 60;
/** Where the socket of a local server lies: Debian and its like, then PostgreSQL's own default. */
const socketFolders = ["/var/run/postgresql", "/tmp"];

/**
 * Reads the URL of a server; `postgres://` alone means that the environment says all.
 *
 * @throws StoreError `bad-url` for what cannot be read, without repeating it: there may be a password in it.
 */
export function readServer(url: string, environment: Environment = process.env): Server {
  const said = partsOf(url);
  const service = said["service"] ?? environment["PGSERVICE"];
  const served = service ? serviceOf(service, environment["PGSERVICEFILE"]) : {};
  const get = (name: string): string | undefined => {
    const variable = variables[name];
    return said[name] || served[name] || (variable && environment[variable]) || undefined;
  };
  const port = numberOf("port", get("port")) ?? 5432;
  const host = get("host") ?? defaultHost(port);
  if (host.includes(",")) throw refusal("it names several hosts, and midiq connects to only one");
  const user = get("user") ?? userInfo().username;
  const database = get("dbname") ?? user;
  const given = get("password");
  const remembered = given === undefined ? passwordOf({ host, port, user, database }, get("passfile")) : {};
  const mode = get("sslmode") ?? "prefer";
  if (!isMode(mode)) throw refusal(`sslmode is "${mode}", expected ${tlsModes.join(", ")}`);
  return {
    host,
    port,
    user,
    database,
    password: given ?? remembered.password,
    passwordNote: remembered.note,
    tls: {
      mode,
      rootCertificate: get("sslrootcert") ?? ownRootCertificate(),
      certificate: get("sslcert"),
      key: get("sslkey"),
    },
    connectSeconds: numberOf("connect_timeout", get("connect_timeout")) || defaultConnectSeconds,
    patienceSeconds: numberOf("patience", get("patience")) ?? defaultPatienceSeconds,
    pooled: get("pgbouncer") === "true",
    applicationName: get("application_name") ?? "midiq",
    options: get("options"),
  };
}

/** A server as people write it, without its password. */
export function shownServer({ host, port, user, database }: Server): string {
  const name = encodeURIComponent(database);
  const who = encodeURIComponent(user);
  if (isSocket(host)) return `postgres://${who}@/${name}?host=${host}&port=${port}`;
  return `postgres://${who}@${host.includes(":") ? `[${host}]` : host}:${port}/${name}`;
}

/** True for the folder of a Unix socket. */
export const isSocket = (host: string): boolean => host.startsWith("/");

const urlForm =
  /^postgres(?:ql)?:\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?(\[[^\]]*\]|[^:/?@[\]]*)(?::(\d+)?)?(?:\/([^?/]*))?(?:\?(.*))?$/;

function partsOf(url: string): Readonly<Record<string, string | undefined>> {
  const match = urlForm.exec(url);
  if (!match) throw refusal("expected postgres://user@host:5432/name, where @ : / ? in a password are %40 %3A %2F %3F");
  const [, user, password, host, port, dbname, query] = match;
  const said: Record<string, string | undefined> = {
    user: decoded(user),
    password: decoded(password),
    host: decoded(host?.replace(/^\[(.*)\]$/, "$1")),
    port,
    dbname: decoded(dbname),
  };
  for (const [name, value] of new URLSearchParams(query ?? "")) {
    // Aliases of libpq and of JDBC's URLs.
    const known = name === "ssl" && value === "true" ? "sslmode" : name;
    if (!(known in variables)) {
      throw refusal(`it has the parameter "${name}", expected one of ${Object.keys(variables).join(", ")}`);
    }
    said[known] = known === name ? value : "require";
  }
  return said;
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    throw refusal("write %25 for a % in it");
  }
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || (name === "port" && (Number(text) < 1 || Number(text) > 65_535)))
    throw refusal(`${name} is "${text}", expected a number`);
  return Number(text);
}

const defaultHost = (port: number): string =>
  socketFolders.find((folder) => existsSync(join(folder, `.s.PGSQL.${port}`))) ?? "localhost";

function ownRootCertificate(): string | undefined {
  const file = join(homedir(), ".postgresql", "root.crt");
  return existsSync(file) ? file : undefined;
}

const isMode = (mode: string): mode is TlsMode => (tlsModes as readonly string[]).includes(mode);

const refusal = (why: string): StoreError =>
  new StoreError("bad-url", `Cannot read the URL of the database (or the PG* variables): ${why}`);
