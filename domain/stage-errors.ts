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
  NoStageHere: {
    ru: {
      message: 'Иммерсивные показы здесь не идут: в этом доме нет сцены для участников.',
      how: 'Выберите другой способ показа. Сцену включает тот, кто ведёт дом: STAGE_PROVIDER.',
    },
    en: {
      message: 'Immersive shows are not played here: this house has no stage for participants.',
      how: 'Choose another way to play it. Whoever runs the house turns the stage on: STAGE_PROVIDER.',
    },
  },
  NotImmersive: {
    ru: { message: 'У этого показа нет сцены с участниками.', how: 'Он пройдёт иначе: звать на сцену некого.' },
    en: { message: 'This show has no stage for participants.', how: 'It is played another way: there is nobody to invite.' },
  },
};
