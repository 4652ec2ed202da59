/**
 * Which backend computes a model: what the user's setting says, and what was measured on this machine before. Kept in the
 * extension's global state, which stays on the machine. Knows nothing of VS Code.
 */
import type { BackendPreference, BackendSetting, RememberedBackend } from '../../protocol/model';

/** Of `ExtensionContext.globalState`. */
export interface KeyValueStore {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'backends';

export class BackendChoices {
  constructor(
    private readonly store: KeyValueStore,
    private readonly setting: () => BackendSetting,
  ) {}

  /** What stands in the state may be anything; what makes no sense counts as not remembered. */
  preference(model: string): BackendPreference {
    const setting = this.setting();
    const remembered = this.all()[model];
    return isRemembered(remembered) ? { setting, remembered } : { setting };
  }

  async remember(model: string, remembered: RememberedBackend): Promise<void> {
    await this.store.update(KEY, { ...this.all(), [model]: remembered });
  }

  private all(): Record<string, unknown> {
    const kept = this.store.get(KEY);
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  }
}

function isRemembered(value: unknown): value is RememberedBackend {
  if (typeof value !== 'object' || value === null) return false;
  const { key, backend, milliseconds, tuning } = value as Partial<RememberedBackend>;
  const times = Object.values(milliseconds ?? {});
  return (
    typeof key === 'string' &&
    (backend === 'webgl' || backend === 'wasm' || backend === 'onnxruntime') &&
    (tuning === undefined || isTuning(tuning)) &&
    times.length >= 2 &&
    times.every((t) => typeof t === 'number' && Number.isFinite(t))
  );
}

function isTuning(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { rows, batchRows, group, slices, weights } = value as NonNullable<RememberedBackend['tuning']>;
  const small = (n: unknown): boolean => Number.isInteger(n) && (n as number) >= 1 && (n as number) <= 8;
  return [rows, batchRows, group, slices].every(small) && ['int8', 'int16', 'float32'].includes(weights);
}
