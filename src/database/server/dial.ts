/** Dialling: a stream to a server, encrypted where that is wanted and offered. The client speaks on it from its first byte. */
import { Buffer } from "node:buffer";
import { connect, isIP, type Socket } from "node:net";
import { join } from "node:path";
import { connect as encrypt, type TLSSocket } from "node:tls";
import { readRegular } from "../../regular-file.ts";
import { messageOf } from "../error.ts";
import { isSocket, type Server } from "./server.ts";

/** Whether a stream is encrypted: never, where the server offers it, or always. */
export type Encryption = "plain" | "offered" | "always";

/** Ways to try in turn for each sslmode (libpq: "SSL Mode Descriptions"); the next one where a server refuses one. */
export function waysTo({ host, tls }: Server): readonly Encryption[] {
  // Nobody listens in on a Unix socket: libpq does not encrypt it either.
  if (isSocket(host) || tls.mode === "disable") return ["plain"];
  if (tls.mode === "allow") return ["plain", "always"];
  return tls.mode === "prefer" ? ["offered", "plain"] : ["always"];
}

/** A failure before the first byte of the session, by a code of the system, of TLS, or one of ours. */
const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/**
 * Opens a stream.
 *
 * @throws Error with `code`: the system's (`ECONNREFUSED`), of certificates (`CERT_HAS_EXPIRED`), `CONNECT_TIMEOUT`,
 * `TLS_NOT_OFFERED`, `TLS_FAILED`, `TLS_FILE`, `NOT_POSTGRES`.
 */
export async function dial(server: Server, encryption: Encryption): Promise<Socket> {
  const seconds = server.connectSeconds;
  let socket: Socket | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, failed) => {
    late = setTimeout(() => failed(failure("CONNECT_TIMEOUT", `no answer in ${seconds} s`)), seconds * 1000);
  });
  const open = async (): Promise<Socket> => {
    socket = await opened(server);
    if (encryption !== "plain" && (await offersTls(socket))) socket = await encrypted(socket, server);
    else if (encryption === "always") throw failure("TLS_NOT_OFFERED", "the server does not encrypt");
    return endsLoudly(socket);
  };
  try {
    return await Promise.race([open(), tooLate]);
  } catch (error) {
    socket?.destroy();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

function opened({ host, port }: Server): Promise<Socket> {
  const socket = isSocket(host) ? connect({ path: join(host, `.s.PGSQL.${port}`) }) : connect({ host, port });
  return new Promise((done, failed) => {
    socket.once("error", failed);
    socket.once("connect", () => {
      socket.removeListener("error", failed);
      socket.setNoDelay(true);
      done(socket);
    });
  });
}

/** SSLRequest: length 8, code 80877103; the server answers with one byte, S or N. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function offersTls(socket: Socket): Promise<boolean> {
  return new Promise((done, failed) => {
    const closed = (): void => failed(failure("NOT_POSTGRES", "the connection was closed at the first message"));
    socket.once("error", failed);
    socket.once("close", closed);
    socket.once("data", (answer: Buffer) => {
      socket.removeListener("error", failed);
      socket.removeListener("close", closed);
      const said = String.fromCharCode(answer[0] as number);
      // More than one byte would be somebody between us and the server (CVE-2021-23222).
      if (answer.length === 1 && (said === "S" || said === "N")) done(said === "S");
      else failed(failure("NOT_POSTGRES", "the program that answers is not PostgreSQL"));
    });
    socket.write(sslRequest);
  });
}

/** Code of a certificate that is not trusted or names another host (Node: "X509 certificate error codes"). */
const isOfCertificate = (code: string): boolean => /CERT|SIGNED|ISSUER|LEAF|ALTNAME|HOSTNAME/.test(code);

async function encrypted(socket: Socket, { host, tls }: Server): Promise<TLSSocket> {
  const checksName = tls.mode === "verify-full" || tls.rootCertificate === "system";
  // As in libpq: `require` with a root certificate at hand is `verify-ca`.
  const hasRoot = tls.rootCertificate !== undefined;
  const verifies = checksName || tls.mode === "verify-ca" || (tls.mode === "require" && hasRoot);
  const ca = verifies && tls.rootCertificate !== "system" ? pem(tls.rootCertificate) : undefined;
  const cert = pem(tls.certificate);
  const key = pem(tls.key);
  return new Promise((done, failed) => {
    const secured = encrypt({
      socket,
      rejectUnauthorized: verifies,
      ...(isIP(host) ? { host } : { servername: host, host }),
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(checksName ? {} : { checkServerIdentity: () => undefined }),
    });
    const broken = (error: Error & { code?: string }): void =>
      failed(isOfCertificate(error.code ?? "") ? error : failure("TLS_FAILED", error.message));
    const closed = (): void => failed(failure("TLS_FAILED", "the server ended the handshake"));
    secured.once("error", broken);
    secured.once("close", closed);
    secured.once("secureConnect", () => {
      secured.removeListener("error", broken);
      secured.removeListener("close", closed);
      done(secured);
    });
  });
}

/** A bundle of certificates of all authorities has some 250 kB. */
const longestCertificate = 16 * 1024 * 1024;

function pem(name: string | undefined): Buffer | undefined {
  try {
    return name === undefined ? undefined : readRegular(name, longestCertificate);
  } catch (error) {
    throw failure("TLS_FILE", messageOf(error));
  }
}

/**
 * A stream that fails when it is closed before the first answer: the client would dial again at once, without end
 * (porsager 3.4.9).
 */
function endsLoudly<Stream extends Socket>(socket: Stream): Stream {
  let answered = false;
  socket.once("data", () => {
    answered = true;
  });
  socket.once("close", (hadError: boolean) => {
    if (!answered && !hadError)
      socket.emit("error", failure("NOT_POSTGRES", "the connection was closed without an answer"));
  });
  return socket;
}
