/** The memory of the whole process: threads share it, so one that leaks without end would take the machine with it. */

import { freemem, totalmem } from "node:os";
import process from "node:process";
import { MidiqError } from "../errors.ts";

/** Thrown when a run would take more memory than it may; what it wrote before is whole. */
export class ResourceError extends MidiqError<"memory-limit"> {
  override readonly name = "ResourceError";
  constructor(message: string) {
    super("memory-limit", message);
  }
}

/** Share of what is free at the start, and of what the process has, that a run may grow to. */
const greatestShare = 0.8;

/** Bytes that a run may hold unless it is told: most of what the machine, or the container, has to give now. */
export function memoryLimit(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  const total = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  const held = heldBytes();
  return held + greatestShare * Math.max(0, Math.min(total - held, freeBytes()));
}

/** Bytes that could be had without pushing others out; caches count as free where the system tells. */
const freeBytes = (): number => process.availableMemory?.() || freemem();

let lastHeld = 0;

/** Bytes that this process holds; those of the last time where the system does not tell: it opens a file to know (Linux). */
export function heldBytes(): number {
  try {
    lastHeld = process.memoryUsage.rss();
  } catch {
    // No more files can be opened: whoever reads one says so.
  }
  return lastHeld;
}
