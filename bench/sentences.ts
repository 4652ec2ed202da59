/** Everyday sentences that the benchmarks translate, by language. */

/** 4 to 16 words, the same in all languages; a filler gets them with a blank in the middle. */
export const SENTENCES: Record<string, string[]> = {
  en: [
    'I am not very hungry.',
    'Where is the nearest train station?',
    'She has been learning French for two years.',
    'Could you please close the window before you leave?',
    'The weather was so bad that we decided to stay at home.',
    'He told me that he would call back tomorrow morning.',
    'I have never seen such a beautiful garden in my life.',
    'If you do not understand something, do not hesitate to ask me a question about it.',
  ],
  fr: [
    "Je n'ai pas très faim.",
    'Où est la gare la plus proche ?',
    'Elle apprend le français depuis deux ans.',
    'Pourriez-vous fermer la fenêtre avant de partir ?',
    'Le temps était si mauvais que nous avons décidé de rester à la maison.',
    "Il m'a dit qu'il rappellerait demain matin.",
    "Je n'ai jamais vu un aussi beau jardin de ma vie.",
    "Si vous ne comprenez pas quelque chose, n'hésitez pas à me poser une question à ce sujet.",
  ],
  zh: [
    '我不太饿。',
    '最近的火车站在哪里？',
    '她学法语已经两年了。',
    '你离开之前能关上窗户吗？',
    '天气太糟糕了，我们决定待在家里。',
    '他告诉我他明天早上会回电话。',
    '我一生中从未见过这么美丽的花园。',
    '如果你有不明白的地方，请不要犹豫，尽管问我。',
  ],
};
