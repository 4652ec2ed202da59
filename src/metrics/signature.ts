/**
 * sacreBLEU's signature strings: what somebody else needs to get the same figure. The order of the fields is
 * sacreBLEU's.
 */
import type { ReferenceCount } from './references';

/** The sacreBLEU release whose definitions this room follows and whose number its signatures carry. */
const SACREBLEU_VERSION = '2.6.0';

/** How often and with which seed a figure was resampled; absent fields are left out of the signature. */
export interface Resampling {
  /** Bootstrap resamples (`bs:`). */
  readonly bs?: number;
  /** Approximate randomization trials (`ar:`). */
  readonly ar?: number;
  readonly seed?: number;
}

/** `nrefs:1|bs:1000|seed:12345|case:mixed|…|version:2.6.0`, the metric's own fields in the given order. */
export function formatSignature(
  metricFields: readonly (readonly [key: string, value: string | number])[],
  references: ReferenceCount,
  resampling: Resampling = {},
): string {
  const fields = [
    ['nrefs', references],
    ['bs', resampling.bs],
    ['ar', resampling.ar],
    ['seed', resampling.seed],
    ...metricFields,
    ['version', SACREBLEU_VERSION],
  ];
  return fields
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}:${value}`)
    .join('|');
}
