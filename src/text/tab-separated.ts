/** Cells of lines with tabs: what would break such a line is written as \t, \n, \r and \\. Not what the cells mean. */

const CODES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };
const SIGNS = new Map(Object.entries(CODES).map(([sign, code]) => [code, sign]));

export const escapeCell = (text: string): string => text.replace(/[\t\n\r\\]/g, (sign) => CODES[sign]);

export const unescapeCell = (text: string): string => text.replace(/\\[tnr\\]/g, (code) => SIGNS.get(code)!);
