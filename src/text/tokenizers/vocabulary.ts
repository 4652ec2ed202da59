/** Tokens by id and ids by token, and which of them are special. Not here: how text becomes tokens. */
import { TokenizerError } from '../errors';
import type { TokenizerJson } from '../format';
import type { SpecialIds } from './tokenizer';
import { SPECIAL_TOKENS } from './tokenizer';

export class Vocabulary {
  readonly size: number;
  readonly ids: SpecialIds;
  private readonly idByToken: ReadonlyMap<string, number>;
  private readonly tokens: string[];
  private readonly added: ReadonlySet<number>;
  private readonly special: ReadonlySet<number>;

  /** @throws TokenizerError('format') that names the field, where ids have gaps or special tokens do not fit them */
  constructor({ model, added_tokens }: TokenizerJson) {
    this.idByToken = new Map(Object.entries(model.vocab));
    this.size = this.idByToken.size;
    this.tokens = tokensById(this.idByToken);
    added_tokens.forEach(({ id, content }, i) => {
      if (this.idByToken.get(content) === id) return;
      throw new TokenizerError(
        'format',
        `tokenizer: added_tokens[${i}] "${content}" does not have the id ${id} in model.vocab`,
      );
    });
    this.added = new Set(added_tokens.map(({ id }) => id));
    this.special = new Set(added_tokens.filter(({ special }) => special).map(({ id }) => id));
    const [pad, bos, eos, unk] = SPECIAL_TOKENS.map((token) => this.requiredId(token));
    this.ids = { pad, bos, eos, unk };
  }

  idOf(token: string): number | undefined {
    return this.idByToken.get(token);
  }

  /** The id of a token that merges do not make: a control symbol, or one that stands for text of its form. */
  idOfAdded(token: string): number | undefined {
    const id = this.idByToken.get(token);
    return id !== undefined && this.added.has(id) ? id : undefined;
  }

  isAdded(id: number): boolean {
    return this.added.has(id);
  }

  isSpecial(id: number): boolean {
    return this.special.has(id);
  }

  /** @throws TokenizerError('vocabulary') for an id outside the vocabulary */
  tokenOf(id: number): string {
    if (isId(id, this.size)) return this.tokens[id];
    throw new TokenizerError('vocabulary', `tokenizer: ${id} is no token id (0 to ${this.size - 1})`);
  }

  private requiredId(token: string): number {
    const id = this.idOfAdded(token);
    if (id === undefined || !this.special.has(id))
      throw new TokenizerError('format', `tokenizer: added_tokens has no "${token}"`);
    return id;
  }
}

function tokensById(idByToken: ReadonlyMap<string, number>): string[] {
  const tokens = new Array<string>(idByToken.size);
  for (const [token, id] of idByToken) {
    if (!isId(id, idByToken.size) || tokens[id] !== undefined) {
      const shown = typeof id === 'number' ? id : typeof id;
      throw new TokenizerError(
        'format',
        `tokenizer: model.vocab has the id ${shown} twice or out of range (0 to ${idByToken.size - 1})`,
      );
    }
    tokens[id] = token;
  }
  return tokens;
}

const isId = (id: unknown, size: number): boolean =>
  Number.isInteger(id) && (id as number) >= 0 && (id as number) < size;
