/**
 * sacreBLEU's default tokenizer `13a`: what NIST's mteval-v13a does, for Western languages. Not for Chinese or
 * Japanese, whose sentences it leaves in one piece.
 */
import { tokenizeMteval } from './mteval';

/** Source: sacreBLEU 2.6 `tokenizers/tokenizer_13a.py`. */
export function tokenize13a(line: string): string[] {
  let text = line.replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ');
  if (text.includes('&')) {
    // In this order, so that `&amp;lt;` becomes `<` as it does in the original.
    text = text
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
  }
  // The blanks give a full stop at either end the neighbour that the expressions ask for.
  return tokenizeMteval(` ${text} `);
}
