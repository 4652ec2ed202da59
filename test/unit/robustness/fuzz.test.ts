/** The fuzz tests of `npm run fuzz`, few and always the same. What is slow depends on the machine, and is told there alone. */
import assert from 'node:assert/strict';
import { FuzzCampaign } from './fuzz';

describe('documents, requests and model folders of strangers', () => {
  const campaign = new FuzzCampaign();
  after(() => campaign.end());

  it('have an answer or an error of their own', async () => {
    await campaign.turn(1);
    const { findings, documents, requests, folders } = campaign.figures;
    assert.deepEqual(
      findings.filter(({ what }) => what !== 'too slow'),
      [],
    );
    assert.ok(documents >= 40 && requests >= 60 && folders >= 6);
  }).timeout(240_000);
});
