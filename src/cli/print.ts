/** Results to standard output: a line for each entry, or JSON. */

export function print(result: Record<string, unknown>, { json }: { json?: boolean }): void {
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else for (const [key, value] of Object.entries(result)) process.stdout.write(`${key}: ${text(value)}\n`);
}

function text(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4);
  if (Array.isArray(value)) return value.map(text).join(' ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${text(inner)}`)
      .join(', ');
  return String(value);
}
