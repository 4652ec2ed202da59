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
};

const canAttend = ({ encoder, attention }: { encoder: { layers: unknown[] }; attention: unknown }): boolean =>
  encoder.layers.length > 0 || attention === null;
const NOTHING_TO_ATTEND_TO = 'without encoder layers there is nothing to attend to: attention must be null';

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
);

export const architectureSchema = v.pipe(
  architecture,
  v.check<v.InferOutput<typeof architecture>, string>(canAttend, NOTHING_TO_ATTEND_TO),
);

/** A decoder alone: it knows only what it has said itself. */
export const isLanguageModel = (a: Pick<Architecture, 'encoder'>): boolean => a.encoder.layers.length === 0;

export type LayerSpec = v.InferOutput<typeof layerSchema>;
export type StackSpec = v.InferOutput<typeof stackSchema>;
export type AttentionSpec = v.InferOutput<typeof attentionSchema>;
export type Architecture = v.InferOutput<typeof architecture>;
