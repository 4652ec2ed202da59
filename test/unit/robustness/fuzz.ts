/** Campaigns of the fuzz tests: documents, requests and model folders, drawn by a seed, in a process apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../../src/random';
import { HelperProcess } from './helper-process';
import { anyText, chosen, mutatedText } from './mutations';
import { READERS } from './readers';
import type { Finding } from './tasks';
import { nested, PAIRS, SINGLE } from './texts';

export interface Figures {
  documents: number;
  requests: number;
  folders: number;
  findings: Finding[];
  /** Seconds of the processor that the slowest document took, and which. */
  slowest: { seconds: number; where: string };
}

/** Documents that take longer have found something quadratic. */
const SLOW = 2;
const LONGEST = 20_000;
/** Tasks that are one turn of a campaign. */
const [DOCUMENTS, REQUESTS, FOLDERS] = [40, 60, 6];

const CASES = join(__dirname, '../../fixtures/cases');

export class FuzzCampaign {
  private readonly helper = new HelperProcess(60);
  private readonly real = readdirSync(CASES).map((name) => readFileSync(join(CASES, name), 'utf8'));
  readonly figures: Figures = {
    documents: 0,
    requests: 0,
    folders: 0,
    findings: [],
    slowest: { seconds: 0, where: '' },
  };

  /** One turn: some documents, requests and folders. */
  async turn(seed: number): Promise<void> {
    const random = new Random(seed);
    for (let i = 0; i < DOCUMENTS; i++)
      await this.read(chosen(Object.keys(READERS), random), this.document(random));
    for (const [kind, count] of [
      ['requests', REQUESTS],
      ['folders', FOLDERS],
    ] as const) {
      const reply = await this.helper.ask({ kind, seed, count });
      this.figures[kind] += reply.count;
      this.figures.findings.push(...reply.findings);
    }
  }

  end(): void {
    this.helper.end();
  }

  private async read(reader: string, text: string): Promise<void> {
    const { findings, seconds } = await this.helper.ask({ kind: 'read', reader, text });
    this.figures.documents++;
    const where = `${reader}: ${JSON.stringify(text.slice(0, 60))}… (${text.length} characters)`;
    if (seconds > this.figures.slowest.seconds) this.figures.slowest = { seconds, where };
    this.figures.findings.push(...findings.map((one) => ({ ...one, where })));
    if (seconds > SLOW && findings.length === 0)
      this.figures.findings.push({ what: 'too slow', where, detail: `${seconds.toFixed(1)} s` });
  }

  private document(random: Random): string {
    const kind = random.uniform();
    if (kind < 0.35) return mutatedText(chosen(this.real, random), random);
    if (kind < 0.6) return anyText(random, random.below(3000));
    if (kind < 0.7) return chosen(Object.values(nested(1 + random.below(3000))), random);
    return chosen(kind < 0.85 ? SINGLE : PAIRS, random).make(random.below(LONGEST));
  }
}
