/** SetUp: which channels of one port are drums, as the messages that it received have set it up. */

/** General MIDI drum channel ("channel 10" to people). */
export const drumChannel = 9;

/** Log odds (natural) where a message says that a channel is drums, and where one only hints at it. */
const said = 20;
const hinted = 4;

const channels = 16;
/** First byte of addresses for the second port of an SC-88, where the first has 40. */
const secondPort = 0x50;
/** Order of the parts in GS blocks: block 0 is part 10, blocks 1 to 9 are parts 1 to 9 (SC-55 owner's manual). */
const partOfBlock = [9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15];

/** Whether a GS message speaks to the second port, whichever port it is sent to. */
export const isForSecondPort = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x41 && bytes[2] === 0x42 && bytes[4] === secondPort;

/** A part of a synthesizer: the channel that it hears, 16 for none, and what it was made, if it was. */
interface SynthPart {
  channel: number;
  isDrums: boolean | undefined;
}

const synthParts = (): SynthPart[] =>
  Array.from({ length: channels }, (_, channel) => ({ channel, isDrums: undefined }));

/** What one port was told. */
export class SetUp {
  private gs = synthParts();
  private xg = synthParts();
  private readonly heard = { gs: false, xg: false, gm2: false };
  /** Last bank MSB of each channel, -1 for none. */
  private readonly bank = new Int16Array(channels).fill(-1);
  /** Registered parameter that each channel has chosen, as its two bytes. */
  private readonly parameter = new Int16Array(channels).fill(-1);
  /** Channels of the lower MPE zone (from channel 1 up) and of the upper one (from channel 16 down), masters included. */
  private lowerZone = 0;
  private upperZone = 0;
  /** Channel of the rhythm part of an MT-32, -1 where nothing is said. */
  private rhythmChannel = -1;

  /** Log odds that a channel is drums by what was said; 0 where nothing was. */
  odds(channel: number): number {
    if (channel < this.lowerZone || channel >= channels - this.upperZone) return -said;
    const byPart = saidOf(this.gs, channel) ?? saidOf(this.xg, channel);
    if (byPart !== undefined) return byPart ? said : channel === drumChannel ? -said : 0;
    return this.oddsOfBank(channel) || (this.rhythmChannel === channel ? said : 0);
  }

  /** Takes a system-exclusive message, without its first and last byte. */
  receive(bytes: Uint8Array): void {
    const [maker, , model, command] = bytes;
    if (maker === 0x7e && model === 9) this.switchGeneralMidi(command ?? 0);
    else if (maker === 0x41 && model === 0x42 && command === 0x12) this.receiveGs(bytes.subarray(4, -1));
    else if (maker === 0x41 && model === 0x16 && command === 0x12) this.receiveMt32(bytes.subarray(4, -1));
    else if (maker === 0x43 && (bytes[1]! & 0xf0) === 0x10 && model === 0x4c) this.receiveXg(bytes.subarray(3));
  }

  /** Bank select MSB. */
  selectBank(channel: number, bank: number): void {
    this.bank[channel] = bank;
  }

  /** Controllers 101 (`isHigh`) and 100 choose the parameter that data entry sets. */
  chooseParameter(channel: number, isHigh: boolean, value: number): void {
    const before = Math.max(0, this.parameter[channel]!);
    this.parameter[channel] = isHigh ? (value << 7) | (before & 127) : (before & ~127) | value;
  }

  /** Data entry: RPN 6 makes an MPE zone of this many channels beside its master, or ends it with 0. */
  enterData(channel: number, value: number): void {
    if (this.parameter[channel] !== 6) return;
    const width = value > 0 && value < channels ? value + 1 : 0;
    // A new zone takes the channels that it needs from the other one (RP-053).
    if (channel === 0) {
      this.lowerZone = width;
      this.upperZone = Math.min(this.upperZone, channels - width);
    } else if (channel === channels - 1) {
      this.upperZone = width;
      this.lowerZone = Math.min(this.lowerZone, channels - width);
    }
  }

  private oddsOfBank(channel: number): number {
    const { gs, xg, gm2 } = this.heard;
    const bank = this.bank[channel]!;
    if (bank === 120) return gm2 || !gs ? said : hinted;
    if (bank === 121 && channel === drumChannel) return gm2 ? -said : -hinted;
    // In GS bank 127 is the sounds of the MT-32, 126 those of the CM-64.
    if (bank === 127 || bank === 126) return xg ? said : gs ? 0 : hinted;
    // XG gives a melody voice for bank 0, where GS and GM go on playing drums on channel 10.
    return bank === 0 && xg && !gs && channel === drumChannel ? -hinted : 0;
  }

  private switchGeneralMidi(level: number): void {
    this.reset();
    this.heard.gm2 = level === 3;
  }

  /** A reset of any kind undoes what was set up for parts and banks; which makers were heard stays known. */
  private reset(): void {
    this.gs = synthParts();
    this.xg = synthParts();
    this.bank.fill(-1);
  }

  /** Address of three bytes, then data for that address and those behind it. */
  private receiveGs([high, middle = 0, low = 0, ...data]: Uint8Array): void {
    this.heard.gs = true;
    if (low === 0x7f && ((high === 0x40 && middle === 0) || (high === 0 && middle === 0))) this.reset();
    if ((high !== 0x40 && high !== secondPort) || (middle & 0xf0) !== 0x10) return;
    const part = this.gs[partOfBlock[middle & 15]!]!;
    data.forEach((value, n) => {
      if (low + n === 0x02) part.channel = value;
      else if (low + n === 0x15) part.isDrums = value > 0;
    });
  }

  private receiveXg([high, middle = 0, low = 0, ...data]: Uint8Array): void {
    this.heard.xg = true;
    if (high === 0 && middle === 0 && (low === 0x7e || low === 0x7f)) this.reset();
    const part = high === 8 ? this.xg[middle] : undefined;
    if (!part) return;
    data.forEach((value, n) => {
      if (low + n === 0x01) this.selectBank(part.channel, value);
      else if (low + n === 0x04) part.channel = value;
      else if (low + n === 0x07) part.isDrums = value > 0;
    });
  }

  private receiveMt32([high, middle = 0, low = 0, ...data]: Uint8Array): void {
    const at = high === 0x10 && middle === 0 ? 0x15 - low : -1;
    const channel = data[at];
    if (channel !== undefined && channel < channels) this.rhythmChannel = channel;
  }
}

/** What parts that hear a channel were made; undefined where they were made nothing. A moved part 10 takes its drums along. */
function saidOf(parts: readonly SynthPart[], channel: number): boolean | undefined {
  let found: boolean | undefined;
  for (const [index, part] of parts.entries()) {
    if (part.channel !== channel) continue;
    const isDrums = part.isDrums ?? (index === drumChannel && channel !== drumChannel ? true : undefined);
    if (isDrums) return true;
    found ??= isDrums;
  }
  return found;
}
