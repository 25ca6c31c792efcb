/**
 * Surprise: tells when events that are sound in themselves are so unlikely in a row that they must be misread
 * (cumulative sum test: Page, "Continuous inspection schemes", Biometrika 41, 1954).
 */

/** Mean bits of an event before any was seen; how fast the mean follows; what is still usual above it. */
const startingBits = 15;
const forgetting = 0.02;
const slack = 5;
/** Bits of a note that is turned on or off twice. */
const unpairedBits = 14;
/** Surprise that music rarely causes by itself. */
const most = 35;

/** Follows the events of one track. */
export class Surprise {
  private sum = 0;
  /** Mean bits of an event. */
  private usual = startingBits;
  /** Index of the event from which on the surprise has grown. */
  since = 0;
  /** Per channel << 7 | pitch: 1 while a note sounds. */
  private readonly sounding = new Uint8Array(16 * 128);

  /** Begins a file. */
  clear(): void {
    this.usual = startingBits;
  }

  beginTrack(): void {
    this.sounding.fill(0);
    this.calm(0);
  }

  /** Begins anew at the event of an index. */
  calm(event: number): void {
    this.sum = 0;
    this.since = event;
  }

  /**
   * Takes the bits of an event, none for one that says nothing, and whether it is an unpaired note; `next` is the index of the event behind it. True
   * when there have been too many.
   */
  take(bits: number | undefined, isUnpaired: boolean, next: number): boolean {
    if (bits === undefined) return false;
    this.sum += bits - this.usual - slack + (isUnpaired ? unpairedBits : 0);
    this.usual += (bits - this.usual) * forgetting;
    if (this.sum <= 0) this.calm(next);
    return this.sum > most;
  }

  /** Turns a note on or off; true when it is so already. */
  turn(key: number, isOn: boolean): boolean {
    const isUnpaired = (this.sounding[key] === 1) === isOn;
    this.sounding[key] = isOn ? 1 : 0;
    return isUnpaired;
  }

  /** Takes back a turn. */
  turnBack(key: number, isOn: boolean, wasUnpaired: boolean): void {
    this.sounding[key] = isOn === wasUnpaired ? 1 : 0;
  }
}
