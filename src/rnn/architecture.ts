/**
 * The description of a network: what model.json and recipes say, and nothing else is needed to rebuild its graphs.
 * Layers may mix cells and sizes. Each key is documented where it is declared.
 */
import * as v from 'valibot';
import { CELL_NAMES } from './cells';

const MAX_SIZE = 65536;
const size = (what: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_SIZE), v.description(what));

export const layerSchema = v.strictObject({
  cell: v.pipe(v.picklist(CELL_NAMES), v.description('the recurrent cell')),
  hidden: size('units; of each direction where the layer is bidirectional'),
  bidirectional: v.optional(
    v.pipe(v.boolean(), v.description('a second hidden layer from the end to the start')),
  ),
  linearBeforeReset: v.optional(
    v.pipe(
      v.boolean(),
      v.description('GRU only: reset after the product, as PyTorch and Keras do; the notes reset before'),
    ),
  ),
});

const layers = v.pipe(v.array(layerSchema), v.maxLength(16), v.description('from the input upwards'));

export const stackSchema = v.strictObject({
  layers,
  residual: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "from the second layer on, a layer's input is added to its output where sizes agree (He et al. 2016)",
      ),
    ),
  ),
});

export const attentionSchema = v.strictObject({
  score: v.pipe(
    v.picklist(['additive', 'multiplicative']),
    v.description(
      'additive: vᵀ tanh(W q + U k) (Bahdanau 2015); multiplicative: (W q)ᵀ (U k) / √size (Luong 2015)',
    ),
  ),
  size: size('of the projected queries and keys'),
  inputFeeding: v.pipe(
    v.boolean(),
    v.description(
      'true: the attentional state of a step is fed to the next (Luong et al. 2015); false: the first decoder layer ' +
        'asks, the layers above and the output hear (GNMT, Wu et al. 2016), which trains faster',
    ),
  ),
  asks: v.optional(
    v.pipe(
      v.picklist(['first', 'last', 'before']),
      v.description(
        'without input feeding, who asks: the first layer (default); the last, and the output hears (Luong et al. 2015); ' +
          'the last of the step before, and the first layer hears (Bahdanau et al. 2015)',
      ),
    ),
  ),
});

const entries = {
  embedding: size('of a word vector, source and target'),
  encoder: v.pipe(
    stackSchema,
    v.description('without layers the decoder stands alone, from a state of zeros: a language model'),
  ),
  decoder: v.pipe(
    stackSchema,
    v.check((stack) => stack.layers.length > 0, 'a decoder has at least one layer'),
    v.check(
      (stack) => !stack.layers.some((layer) => layer.bidirectional),
      'a decoder cannot be bidirectional: the future is not known while decoding',
    ),
  ),
  attention: v.pipe(
    v.nullable(attentionSchema),
    v.description("null: the encoder's last state is all that the decoder gets"),
  ),
  targetEmbedding: v.optional(size('of a word vector of the target, where it is another one')),
  bridge: v.optional(
    v.pipe(
      v.picklist(['copy', 'dense', 'top', 'zeros']),
      v.description(
        "what the decoder starts from: the encoder's last states layer by layer, a dense layer of the topmost for each, " +
          'the topmost itself, zeros; without it `copy` where the shapes agree and `dense` otherwise',
      ),
    ),
  ),
  context: v.optional(
    v.pipe(
      v.boolean(),
      v.description("the encoder's last state is joined to each input of the decoder (Cho et al. 2014)"),
    ),
  ),
  readout: v.optional(
    v.pipe(
      v.union([v.literal('none'), size('units')]),
      v.description(
        "of tanh(W [H; c] + b) before the output layer, the embedding's size without it; none: the decoder's state itself",
      ),
    ),
  ),
  output: v.optional(
    v.pipe(
      v.picklist(['tied', 'dense']),
      v.description('dense: an output layer of its own, in place of the target embedding'),
    ),
  ),
  sourceEnd: v.optional(
    v.pipe(v.boolean(), v.description('whether <eos> ends what the encoder reads; true without it')),
  ),
};

const canAttend = ({ encoder, attention }: { encoder: { layers: unknown[] }; attention: unknown }): boolean =>
  encoder.layers.length > 0 || attention === null;
const NOTHING_TO_ATTEND_TO = 'without encoder layers there is nothing to attend to: attention must be null';

interface Outputs {
  embedding: number;
  targetEmbedding?: number;
  decoder: { layers: { hidden: number }[] };
  readout?: 'none' | number;
  output?: 'tied' | 'dense';
}

/** Units of what the output layer sees. */
export const readoutSize = (a: Outputs): number =>
  a.readout === 'none'
    ? a.decoder.layers[a.decoder.layers.length - 1].hidden
    : (a.readout ?? targetEmbeddingSize(a));

export const targetEmbeddingSize = (a: Pick<Outputs, 'embedding' | 'targetEmbedding'>): number =>
  a.targetEmbedding ?? a.embedding;

/** A tied output layer is as wide as the target embedding. */
const canBeTied = (a: Outputs): boolean => a.output === 'dense' || readoutSize(a) === targetEmbeddingSize(a);
const NOT_TIED =
  "the output layer sees vectors of another size than the target embedding's: output must be dense";

const network = v.strictObject(entries);
const architecture = v.strictObject({
  ...entries,
  sourceVocabulary: size('words of the source language'),
  targetVocabulary: size('words of the target language'),
});

/** As a recipe says it: the vocabularies' sizes come from the tokenizers. */
export const networkSchema = v.pipe(
  network,
  v.check<v.InferOutput<typeof network>, string>(canAttend, NOTHING_TO_ATTEND_TO),
  v.check<v.InferOutput<typeof network>, string>(canBeTied, NOT_TIED),
);

export const architectureSchema = v.pipe(
  architecture,
  v.check<v.InferOutput<typeof architecture>, string>(canAttend, NOTHING_TO_ATTEND_TO),
  v.check<v.InferOutput<typeof architecture>, string>(canBeTied, NOT_TIED),
);

/** A decoder alone: it knows only what it has said itself. */
export const isLanguageModel = (a: Pick<Architecture, 'encoder'>): boolean => a.encoder.layers.length === 0;

export type LayerSpec = v.InferOutput<typeof layerSchema>;
export type StackSpec = v.InferOutput<typeof stackSchema>;
export type AttentionSpec = v.InferOutput<typeof attentionSchema>;
export type Architecture = v.InferOutput<typeof architecture>;
