/** Values as they are typed. */

/** Quotes where a value would end too early. */
export const quoted = (value: string): string =>
  /^[^\s,()[\]|"&!]+$/.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
