/** Tools for agents: translation, completion and scores without a network, by the names that package.json gives them. */
import * as vscode from 'vscode';
import type { InterlinearApi } from '../api';
import { signalOf } from './signal';

interface TranslateInput {
  text: string;
  format?: 'plain' | 'markdown' | 'html';
  target?: string;
}

interface CompleteInput {
  text: string;
}

interface ScoreInput {
  candidate: string;
  references: string[];
}

/** Editors made from VS Code may lack the interface. */
export function registerTools(api: InterlinearApi): vscode.Disposable[] {
  if (typeof vscode.lm?.registerTool !== 'function') return [];
  const tool = <Input>(
    name: string,
    message: (input: Input) => string,
    run: (input: Input, signal: AbortSignal) => Promise<unknown>,
  ): vscode.Disposable =>
    vscode.lm.registerTool<Input>(name, {
      prepareInvocation: ({ input }) => ({ invocationMessage: message(input) }),
      async invoke({ input }, token) {
        const result = await run(input, signalOf(token));
        const text = typeof result === 'string' ? result : JSON.stringify(result);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      },
    });
  return [
    tool<TranslateInput>(
      'interlinear_translate',
      () => vscode.l10n.t('Translating'),
      async ({ text, format = 'markdown', target }, signal) =>
        (await api.translate(text, { format: { kind: format }, target, signal })).text,
    ),
    tool<CompleteInput>(
      'interlinear_complete',
      () => vscode.l10n.t('Completing'),
      async ({ text }, signal) => (await api.complete(text, '', signal)).map((one) => one.text),
    ),
    tool<ScoreInput>(
      'interlinear_score',
      () => vscode.l10n.t('Comparing with the references'),
      async ({ candidate, references }, signal) => {
        const { bleu, chrf } = await api.score(candidate, references, signal);
        return { bleu: bleu.score, chrf: chrf.score, signature: bleu.signature };
      },
    ),
  ];
}
