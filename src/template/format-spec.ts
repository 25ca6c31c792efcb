/** Format specifications: the mini-language of Python's str.format (Library Reference, "Format Specification Mini-Language"). */

/** `[[fill]align][sign][#][0][width][,][.precision][type]`, read. */
export interface FormatSpec {
  readonly fill: string;
  /** Undefined: text to the left, numbers to the right. */
  readonly align: "<" | ">" | "^" | "=" | undefined;
  readonly sign: "-" | "+" | " " | undefined;
  readonly alternate: boolean;
  /** In characters; 0 for as wide as it is. */
  readonly width: number;
  readonly grouping: "," | "_" | "";
  readonly precision: number | undefined;
  /** One of `numberTypes`, `s`, or empty. */
  readonly type: string;
}

/** Types of numbers; the second half takes whole ones only. */
export const numberTypes = "eEfFgGn%bcdoxX";
export const integerTypes = "bcdoxX";

const shape =
  /^(?:(?<fill>.)?(?<align>[<>^=]))?(?<sign>[-+ ])?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_])?(?:\.(?<precision>\d+))?(?<type>[a-zA-Z%])?$/su;

/** More than any line or name needs; a slip must not fill the memory. */
const [mostWidth, mostPrecision] = [1000, 50];

/** Reads a specification; text says what is wrong with it. */
export function readFormatSpec(text: string): FormatSpec | string {
  const said = shape.exec(text)?.groups;
  if (!said) return "expected [[fill]align][sign][0][width][,][.precision][type], for example 03.0f, >8 or ,d";
  const { fill, align, sign, alternate, zero, width = "0", grouping = "", precision, type = "" } = said;
  if (Number(width) > mostWidth) return `the width is at most ${mostWidth}`;
  if (precision !== undefined && Number(precision) > mostPrecision) return `the precision is at most ${mostPrecision}`;
  if (type !== "" && type !== "s" && !numberTypes.includes(type))
    return `there is no type "${type}"; numbers have d, f, e, g, %, x, text has s`;
  if (type !== "" && integerTypes.includes(type) && precision !== undefined) return `type "${type}" takes no precision`;
  return {
    fill: fill ?? (zero && align === undefined ? "0" : " "),
    align: (align ?? (zero ? "=" : undefined)) as FormatSpec["align"],
    sign: sign as FormatSpec["sign"],
    alternate: alternate !== undefined,
    width: Number(width),
    grouping: grouping as FormatSpec["grouping"],
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

/** Fills a text up to the width. @param usual where it stands unless the specification says. */
export function fillUp(
  text: string,
  { fill, align, width }: Pick<FormatSpec, "fill" | "align" | "width">,
  usual: "<" | ">",
): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  const side = align ?? usual;
  if (side === "<") return text + fill.repeat(missing);
  if (side === "^") {
    const before = Math.floor(missing / 2);
    return fill.repeat(before) + text + fill.repeat(missing - before);
  }
  return fill.repeat(missing) + text;
}

/** Formats a text: cut to the precision, filled up to the width. `0` before the width means `=`, which texts read as `<`. */
export function formatText(text: string, spec: FormatSpec): string {
  const cut = spec.precision === undefined ? text : [...text].slice(0, spec.precision).join("");
  return fillUp(cut, spec.align === "=" ? { ...spec, align: "<" } : spec, "<");
}
