/** Names that every file system takes, made of names that come from outside. */

/** Longest name in bytes of UTF-8; file systems take 255, and some are left for a number. */
const longestName = 200;
/** Names of devices on Windows, with any ending. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i;
/** What Windows forbids in names, control characters, what ends lines, and those that turn the direction of what follows. */
const forbidden = /[<>:"/\\|?*\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** A name that every file system takes and that leads nowhere else; what begins with a dot would be hidden. */
export function safeName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize("NFC")
    .replace(forbidden, "_")
    .trim()
    .replace(/[. ]+$/, "")
    .replace(/^\./, "_.");
  const named = plain === "" ? "_" : device.test(plain) ? `_${plain}` : plain;
  const { stem, ending } = partsOf(named);
  return `${cut(stem, longestName - Buffer.byteLength(ending))}${ending}`;
}

/** Stem and ending of a name; an ending is short. */
export function partsOf(name: string): { readonly stem: string; readonly ending: string } {
  const at = name.lastIndexOf(".");
  const hasEnding = at > 0 && name.length - at <= 9;
  return hasEnding ? { stem: name.slice(0, at), ending: name.slice(at) } : { stem: name, ending: "" };
}

/** `x.mid`, `x (2).mid` ... */
export function numbered(name: string, number: number): string {
  const { stem, ending } = partsOf(name);
  return number === 1 ? name : `${stem} (${number})${ending}`;
}

/** What two paths have in common that are one file on a system which ignores case and forms of accents. */
export const foldPath = (path: string): string => path.normalize("NFC").toLowerCase();

/** Cut between characters as people see them, so that no accent is lost from its letter. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(kept + segment) > bytes) break;
    kept += segment;
  }
  return kept.trimEnd();
}
