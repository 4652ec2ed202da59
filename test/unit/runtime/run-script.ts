/** A script of steps on any engine: in Node and, for the engines that need it, in a page. */
import type { Seq2Seq } from '../../../src/runtime';
import type { DecoderState } from '../../../src/search';
import type { Script, ScriptResult } from './webgl/script';

/** What a session answers, step by step; everything is disposed of. */
export async function runScript(session: Seq2Seq, { sources, steps }: Script): Promise<ScriptResult[]> {
  const decoding = await session.encode(sources);
  const states: DecoderState[] = [decoding.initial];
  const results: ScriptResult[] = [];
  for (const { from, parents, tokens, k, probes } of steps) {
    const result = await decoding.step({
      state: states[from],
      parents: Int32Array.from(parents),
      tokens: Int32Array.from(tokens),
      k,
      ...(probes && { probes: Int32Array.from(probes) }),
    });
    states.push(result.state);
    results.push({
      tokens: [...result.tokens],
      logProbs: [...result.logProbs],
      probeLogProbs: result.probeLogProbs && [...result.probeLogProbs],
      attention: result.attention && [...result.attention],
    });
  }
  states.forEach((state) => state.dispose());
  decoding.dispose();
  return results;
}
