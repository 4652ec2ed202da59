/** Passages of a document that stands inside another one, spelt as that one wants: Markdown in a notebook's strings. */
import type { Span } from '../span';
import type { Block, Passage } from './passage';

export interface Embedding {
  /** Offset in the outer document of one in the inner. */
  origin(offset: number, side: 'begins' | 'ends'): number;
  /** How text of the inner document is spelt in the outer. */
  spell(text: string): string;
  read(written: string): string;
}

export function embedded(passages: readonly Passage[], { origin, spell, read }: Embedding): Passage[] {
  const blocks = new Map<Block, Block>();
  const range = (inner: Span): Span => ({
    start: origin(inner.start, 'begins'),
    end: origin(inner.end, 'ends'),
  });
  const outer = (block: Block): Block => {
    const known = blocks.get(block) ?? {
      range: range(block.range),
      isPlain: (words) => block.isPlain(words),
      verify: (written) => block.verify(read(written)),
    };
    blocks.set(block, known);
    return known;
  };
  return passages.map((passage) => ({
    ...passage,
    range: range(passage.range),
    write: (text, atoms) => spell(passage.write(text, atoms)),
    ...(passage.block && { block: outer(passage.block) }),
  }));
}
