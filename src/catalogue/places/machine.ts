/** Which machine this is, as catalogues know it. */
import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";

/** This machine's name: its host name, unless the environment says another (`MIDIQ_MACHINE`). */
export const machineName = (): string => process.env["MIDIQ_MACHINE"] || hostname();

/**
 * Whether this is a container whose name the engine made up, so that the next one has another: 12 hex digits (Docker and
 * Podman take the beginning of the container's id), or a pod of a Kubernetes Deployment or Job, whose name ends in 5 random
 * letters and digits.
 */
export function hasRandomName(): boolean {
  if (process.env["MIDIQ_MACHINE"]) return false;
  const name = hostname();
  if (process.env["KUBERNETES_SERVICE_HOST"] && podName.test(name)) return true;
  return looksRandom(name) && isContainer();
}

/** Kubernetes leaves out vowels and what looks like another sign (k8s.io/apimachinery/pkg/util/rand). */
const podName = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** Whether a name may be one that a container was given at random. */
export const looksRandom = (name: string): boolean => /^[0-9a-f]{12}$/.test(name) || podName.test(name);

function isContainer(): boolean {
  // `container` is set by Podman and systemd-nspawn; the files are Docker's and Podman's.
  if (process.env["container"] || existsSync("/.dockerenv") || existsSync("/run/.containerenv")) return true;
  try {
    return /docker|containerd|kubepods|libpod|lxc/.test(readFileSync("/proc/1/cgroup", "utf8"));
  } catch {
    return false;
  }
}

/**
 * The endpoint that buckets are read from, by its host and port: of S3_ENDPOINT or AWS_ENDPOINT (also AWS_ENDPOINT_URL), as
 * the client takes them. All of Amazon is one, whose buckets have names of their own.
 */
export function bucketHost(): string {
  const said = process.env["S3_ENDPOINT"] || process.env["AWS_ENDPOINT"] || process.env["AWS_ENDPOINT_URL"] || "";
  if (said === "") return amazon;
  const host = URL.canParse(said) ? new URL(said).host : said.replace(/\/.*$/, "");
  return /(^|\.)amazonaws\.com(\.cn)?$/.test(host) ? amazon : host.toLowerCase();
}

const amazon = "s3.amazonaws.com";
