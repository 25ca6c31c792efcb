/** Table of what can go wrong while connecting to a server: one line each, with what to do. Passwords are in none. */
import { codeOf, messageOf, StoreError } from "../error.ts";
import { isSocket, type Server, shownServer } from "./server.ts";

type Says = (server: Server, message: string) => string;

const untrusted: Says = ({ tls }, message) =>
  `its certificate is not trusted (${message}); sslrootcert=FILE names the certificate that signed it${
    tls.mode === "require" ? ", sslmode=require without that file does not check it" : ""
  }`;
const notUp: Says = (_, message) => `${message}; try again in a moment`;
const noRoute: Says = ({ host }) => `${host} cannot be reached; are the network and the VPN up?`;
const noName: Says = ({ host }) => `the host "${host}" is unknown; is the name right?`;
const badPassword: Says = ({ user, password, passwordNote }) =>
  password === undefined || password === ""
    ? `${user} needs a password; set PGPASSWORD, or write it to ~/.pgpass${passwordNote ? ` (${passwordNote})` : ""}`
    : `the password of ${user} is wrong`;

/** By code: of the system, of certificates, of dialling (dial.ts), of PostgreSQL (its appendix A). */
const reasons: Readonly<Record<string, Says>> = {
  ECONNREFUSED: ({ host, port }) =>
    isSocket(host)
      ? `nothing listens on ${host}/.s.PGSQL.${port}; is PostgreSQL running?`
      : `nothing listens there; is PostgreSQL running, and is ${port} its port?`,
  ENOENT: ({ host, port }) =>
    `there is no socket ${host}/.s.PGSQL.${port}; is PostgreSQL running, and is that its folder?`,
  EACCES: (_, message) => `the system forbids it (${message})`,
  ENOTFOUND: noName,
  EAI_AGAIN: noName,
  ENODATA: noName,
  DNS_ENOTFOUND: noName,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ETIMEDOUT: noRoute,
  CONNECT_TIMEOUT: ({ connectSeconds }) =>
    `no answer in ${connectSeconds} s; is there a firewall? connect_timeout=SECONDS waits longer`,
  ECONNRESET: () => "the connection was closed at once; does PostgreSQL listen there?",
  NOT_POSTGRES: (_, message) => `${message}; does PostgreSQL listen there?`,
  TLS_NOT_OFFERED: ({ tls }) =>
    `sslmode=${tls.mode} needs encryption, and the server has none; sslmode=disable connects without it`,
  TLS_FAILED: (_, message) => `the server and midiq could not agree on encryption (${message})`,
  TLS_FILE: (_, message) => `a file of sslrootcert, sslcert or sslkey cannot be read (${message})`,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) =>
    `its certificate is for another host than ${host}; connect by the name in it, or sslmode=verify-ca`,
  CERT_HAS_EXPIRED: () => "its certificate has expired; renew it on the server",
  CERT_NOT_YET_VALID: () => "its certificate is not valid yet; are both clocks right?",
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  "28P01": badPassword,
  // invalid_authorization_specification: an unknown role, or one that pg_hba.conf lets in otherwise or not at all.
  "28000": ({ user }, message) =>
    /does not exist/.test(message)
      ? `there is no role "${user}"; createuser ${user} makes it, PGUSER names another`
      : `${message}; the server's pg_hba.conf decides`,
  "3D000": ({ database }) => `there is no database "${database}"; createdb ${database} makes it`,
  "53300": (_, message) => `${message}; close some connections, raise max_connections, or use PgBouncer`,
  "57P03": notUp,
  "57P01": notUp,
  "42501": ({ user, database }, message) =>
    `${message}; the owner of ${database} can run: grant connect, create on database ${database} to ${user}`,
};

/** A failed connection as one line. */
export function connectionError(error: unknown, server: Server): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const message = messageOf(error) || code;
  const say = reasons[code];
  const why = say ? say(server, message) : code.startsWith("28") ? reasons["28000"]?.(server, message) : message;
  return new StoreError("no-connection", `Cannot connect to ${shownServer(server)}: ${why}`, error);
}

/** Codes of the system and the client when a connection breaks. */
const broken: ReadonlySet<string> = new Set([
  ...["CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT", "NOT_POSTGRES"],
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"],
  // admin_shutdown, crash_shutdown, cannot_connect_now, idle_session_timeout, idle_in_transaction_session_timeout.
  ...["57P01", "57P02", "57P03", "57P05", "25P03"],
]);
/** What PgBouncer says, under one code, when the server behind it is away. */
const poolerHasLost =
  /server conn crashed|cannot connect to server|server login has been failing|query_wait_timeout|server_lifetime|closed by|database .* is disabled|shut ?ting down|server connection/i;

/** True where a session has ended for a reason that may pass: the same work may be done again on another one. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code === "08P01") return poolerHasLost.test(messageOf(error));
  return broken.has(code) || code.startsWith("08");
}

/** True for what a lost server answers while it comes back; too many connections may be ours, not yet cleared away. */
export const mayComeBack = (error: unknown): boolean =>
  isLost(error) || ["ENOENT", "ENOTFOUND", "53300", "TLS_FAILED", "TLS_NOT_OFFERED"].includes(codeOf(error));

/** True where a pooler hands out another session for each transaction, as PgBouncer does. */
export const isOfPooler = (error: unknown): boolean =>
  // invalid_sql_statement_name and duplicate_prepared_statement: a statement was prepared on another session.
  ["26000", "42P05"].includes(codeOf(error)) || /unsupported startup parameter/i.test(messageOf(error));
