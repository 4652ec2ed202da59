/** `npm run fuzz -- --minutes 10 [--seed 1]`: fuzz tests as long as one likes, and their figures. Each turn has its own seed. */
import { parseArgs } from 'node:util';
import { FuzzCampaign } from './fuzz';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});

async function main(): Promise<void> {
  const first = Number(values.seed ?? Date.now() % 2 ** 31);
  const end = performance.now() + 60_000 * Number(values.minutes);
  const campaign = new FuzzCampaign();
  const { figures } = campaign;
  let told = 0;
  for (let seed = first; seed === first || performance.now() < end; seed++) {
    await campaign.turn(seed);
    for (; told < figures.findings.length; told++) {
      const { what, where, detail } = figures.findings[told];
      console.log(`turn ${seed}: ${what}: ${where}\n  ${detail}`);
    }
  }
  campaign.end();
  const count = (what: string): number => figures.findings.filter((one) => one.what === what).length;
  console.log(
    [
      `first seed ${first}`,
      `requests ${figures.requests}, documents and other texts ${figures.documents}, model folders ${figures.folders}`,
      `answers missing ${count('no answer')}, untyped errors ${count('untyped error')}, over 2 s ${count('too slow')}`,
      `slowest text ${figures.slowest.seconds.toFixed(2)} s: ${figures.slowest.where}`,
    ].join('\n'),
  );
  process.exitCode = figures.findings.length > 0 ? 1 : 0;
}

void main();
