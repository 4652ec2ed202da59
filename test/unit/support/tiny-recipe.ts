/** A recipe and a corpus that train in seconds. */

const WORDS = ['cat', 'dog', 'bird', 'house', 'tree', 'car', 'book', 'door', 'boat', 'road'];
const MOTS = ['chat', 'chien', 'oiseau', 'maison', 'arbre', 'voiture', 'livre', 'porte', 'bateau', 'route'];

/** A hundred pairs, tab-separated. */
export function tinyCorpus(): string {
  const pairs = WORDS.flatMap((a, i) =>
    WORDS.map((b, j) => `the ${a} and the ${b}\tle ${MOTS[i]} et le ${MOTS[j]}`),
  );
  return `${pairs.join('\n')}\n`;
}

export const RECIPE = {
  id: 'tiny',
  source: 'en',
  target: 'fr',
  licence: 'MIT',
  data: [{ path: 'pairs.tsv', licence: 'MIT' }],
  heldOut: { seed: 1, development: 5, test: 5 },
  tokenizer: { type: 'word', minFrequency: 1 },
  network: {
    embedding: 8,
    encoder: { layers: [{ cell: 'gru', hidden: 8 }] },
    decoder: { layers: [{ cell: 'gru', hidden: 8 }] },
    attention: null,
  },
  training: {
    seed: 1,
    batchTokens: 100,
    steps: 4,
    learningRate: 0.001,
    warmupSteps: 2,
    dropout: 0,
    labelSmoothing: 0,
    beta1: 0.9,
    beta2: 0.98,
    epsilon: 1e-8,
    clipNorm: 1,
    maxTokens: 50,
    validateEvery: 2,
    averageFrom: 0.5,
    patience: 3,
  },
};
