/** What can go wrong on a stage for people: part of the one list in `errors.ts`. */
export const stageErrors = {
  StageTooBig: {
    ru: {
      message: 'На иммерсивный показ помещается не больше ста зрителей.',
      how: 'Уменьшите вместимость до ста или выберите другой способ показа.',
    },
    en: {
      message: 'An immersive show holds a hundred spectators at most.',
      how: 'Lower the capacity to a hundred, or play the show another way.',
    },
  },
  PersonPutOut: {
    ru: { message: 'Этого зрителя вывели с показа.', how: 'Сначала впустите его снова.' },
    en: { message: 'This spectator was put out of the show.', how: 'Let them in again first.' },
  },
  NotImmersive: {
    ru: { message: 'У этого показа нет сцены с участниками.', how: 'Он пройдёт иначе: звать на сцену некого.' },
    en: { message: 'This show has no stage for participants.', how: 'It is played another way: there is nobody to invite.' },
  },
};
