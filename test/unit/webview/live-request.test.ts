/** A request that follows the panel's state, with an element and a connection that do what the test says. */
import assert from 'node:assert/strict';
import type { ReactiveController } from 'lit';
import { LiveRequest } from '../../../webview/app/live-request';
import type { RequestHost } from '../../../webview/app/panel-request';

const PAUSE = 5;
const later = (milliseconds = 4 * PAUSE): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Asked {
  params: { text: string };
  signal: AbortSignal;
  answer(text: string): void;
  fail(error: Error): void;
}

class FakeElement {
  readonly asked: Asked[] = [];
  readonly said: string[] = [];
  private readonly controllers: ReactiveController[] = [];
  readonly app = {
    announce: (text: string) => void this.said.push(text),
    connection: {
      request: (_: string, params: Asked['params'], { signal }: { signal: AbortSignal }) =>
        new Promise((resolve, fail) => {
          const answer = (text: string): void => resolve({ text, blanks: [] });
          this.asked.push({ params, signal, answer, fail });
        }),
    },
  };

  addController(controller: ReactiveController): void {
    this.controllers.push(controller);
  }

  requestUpdate(): void {}

  connect(): void {
    for (const one of this.controllers) one.hostConnected?.();
  }

  disconnect(): void {
    for (const one of this.controllers) one.hostDisconnected?.();
  }

  update(): void {
    for (const one of this.controllers) one.hostUpdate?.();
  }
}

describe('a request that follows the state', () => {
  let element: FakeElement;
  let text: string;
  let answered: string[];
  let request: LiveRequest<'fillBlanks'>;
  const type = (typed: string): void => {
    text = typed;
    element.update();
  };
  const texts = (): string[] => element.asked.map(({ params }) => params.text);

  beforeEach(() => {
    element = new FakeElement();
    answered = [];
    text = 'a';
    request = new LiveRequest(element as unknown as RequestHost, 'fillBlanks', {
      params: () => (text === '' ? null : { model: 'm', text, beamSize: 1, nBest: 1 }),
      pause: PAUSE,
      answered: (answer) => void answered.push(answer.text),
    });
    element.connect();
  });

  it('is asked at once, and again when its parameters have changed and rest', async () => {
    element.update();
    element.asked[0].answer('A');
    await later();
    for (const typed of ['ab', 'abc', 'abcd']) type(typed);
    assert.deepEqual(texts(), ['a']);
    await later();
    assert.deepEqual(texts(), ['a', 'abcd']);
    assert.equal(request.answer?.text, 'A', 'the answer stays while the next is on its way');
    assert.equal(request.answeredTo?.text, 'a');
    element.asked[1].answer('ABCD');
    await later();
    assert.deepEqual([answered, request.answeredTo?.text], [['A', 'ABCD'], 'abcd']);
  });

  it('that is out of date is cancelled, and its answer is nobody’s', async () => {
    type('ab');
    assert.ok(element.asked[0].signal.aborted && !request.busy);
    element.asked[0].answer('A');
    await later();
    assert.deepEqual([answered, texts()], [[], ['a', 'ab']]);
  });

  it('that the user stops stays stopped until there is something else to ask', async () => {
    request.cancel();
    for (let i = 0; i < 3; i++) element.update();
    await later();
    assert.deepEqual(texts(), ['a']);
    type('ab');
    await later();
    assert.deepEqual(texts(), ['a', 'ab']);
  });

  it('that failed says so, and is asked again on demand only', async () => {
    element.asked[0].fail(new Error('no engine'));
    await later();
    element.update();
    await later();
    assert.deepEqual([request.failure, element.said, texts()], ['no engine', ['no engine'], ['a']]);
    request.retry();
    assert.deepEqual([request.failure, texts()], [undefined, ['a', 'a']]);
    element.asked[1].answer('A');
    await later();
    assert.deepEqual(answered, ['A']);
  });

  it('shows nothing where there is nothing to ask, and asks again when the element comes back', async () => {
    element.asked[0].answer('A');
    await later();
    type('');
    await later();
    assert.deepEqual([request.answer, texts()], [undefined, ['a']]);
    element.disconnect();
    text = 'b';
    element.connect();
    assert.deepEqual(texts(), ['a', 'b']);
  });
});
