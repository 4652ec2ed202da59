/** Generated documents of every kind that is translated, each with what of it must not change. */
import type { FormatCase } from './formats';
import { FORMATS } from './formats';
import {
  code,
  codeInHtml,
  codeOutside,
  html,
  markdown,
  markdownSkeleton,
  tagsOf,
  TYPESCRIPT,
} from './documents';

export const KINDS: Readonly<Record<string, FormatCase>> = {
  Markdown: { format: { kind: 'markdown' }, document: markdown, skeleton: markdownSkeleton },
  'source code': { format: TYPESCRIPT, document: code, skeleton: codeOutside },
  HTML: { format: { kind: 'html' }, document: html, skeleton: (text) => [tagsOf(text), codeInHtml(text)] },
  ...FORMATS,
};
