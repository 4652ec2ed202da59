/** The page of the panel lets nothing in, and its requests are checked. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makeNonce, panelHtml } from '../../../../src/extension/panel/panel-html';
import { checkParams, PanelParamsError } from '../../../../src/extension/panel/panel-params';
import type { PanelProtocol } from '../../../../src/protocol/panel';

const page = (texts: Record<string, string>, nonce = 'abc') =>
  panelHtml({
    script: 'https://x/panel.js',
    styles: 'https://x/codicon.css',
    cspSource: 'https://*.example',
    nonce,
    title: 'Interlinear',
    boot: { language: 'fr', texts },
  });

describe('the page of the panel', () => {
  it('has the strictest policy: nothing by default, one nonce for scripts, no inline styles, no eval', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page({}))!;
    assert.equal(
      policy,
      "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-abc'; style-src https://*.example; font-src https://*.example",
    );
    assert.doesNotMatch(page({}), /<style|style=|onload|unsafe/);
  });

  it('has scripts with the nonce only, and no text that could end one', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, text) => {
        const html = page({ [key]: text, x: '</script><script>alert(1)</script><!--' });
        assert.equal(html.match(/<script/g)!.length, 2);
        assert.equal(html.match(/<script[^>]* nonce="abc"/g)!.length, 2);
        const [, json] = /id="boot"[^>]*>(.*?)<\/script>/s.exec(html)!;
        assert.equal(
          (JSON.parse(json) as { texts: Record<string, string> }).texts[key],
          key === 'x' ? (JSON.parse(json) as { texts: Record<string, string> }).texts.x : text,
        );
      }),
    );
  });

  it('draws a new nonce of 128 bits for every page', () => {
    const nonces = Array.from({ length: 50 }, makeNonce);
    assert.equal(new Set(nonces).size, 50);
    for (const nonce of nonces) assert.match(nonce, /^[A-Za-z0-9+/]{22}==$/);
  });
});

describe('what the panel asks', () => {
  const GOOD: { [M in keyof PanelProtocol]?: PanelProtocol[M]['params'] } = {
    traceSearch: {
      subject: { kind: 'model', model: 'en-fr', text: 'Hello', sentence: 0 },
      decoding: { beamSize: 5, lengthPenalty: 0.75, maxLength: 200 },
      constraints: { prefix: [1, 2], typed: '', forced: ['a'], forbidden: [] },
    },
    fillBlanks: { model: 'en-fill', text: 'I am ___.', beamSize: 10, nBest: 5 },
    score: { candidate: 'a', references: ['b'], k: 4, tokenize: '13a', lowercase: false },
    gates: { model: 'en-fr', source: 'Hello', sentence: 0, target: [1, 2], layer: 0 },
    insert: { text: 'a', where: 'selection', replaces: null },
    translateText: {
      model: 'en-fr',
      text: 'Hello',
      decoding: { beamSize: 5, lengthPenalty: 0.75, maxLength: 200 },
    },
    copy: { text: 'a' },
    setEngine: { engine: 'wasm' },
    hello: null,
  };

  for (const [method, params] of Object.entries(GOOD) as [keyof PanelProtocol, never][])
    it(`${method}: goes through as it is, and nothing with a part missing, added or of another type`, () => {
      assert.deepEqual(checkParams(method, params), params);
      const refused = (value: unknown) =>
        assert.throws(() => checkParams(method, value), PanelParamsError, JSON.stringify(value));
      if (params === null) return refused({});
      refused(null);
      refused({ ...(params as object), more: 1 });
      for (const key of Object.keys(params)) {
        refused({ ...(params as object), [key]: undefined });
        refused({ ...(params as object), [key]: { of: 'another type' } });
      }
    });

  it('is refused with the name of the value at fault, when it is out of range', () => {
    const params = { ...GOOD.traceSearch!, decoding: { beamSize: 1e9, lengthPenalty: 0, maxLength: 1 } };
    assert.throws(() => checkParams('traceSearch', params), /traceSearch: decoding\.beamSize/);
    const traversal = { ...GOOD.gates!, model: '../../etc' };
    assert.throws(() => checkParams('gates', traversal), /gates: model/);
  });
});
