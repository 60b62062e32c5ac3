/** Loaded with `--import` before a process: its clock is so many ms off. */
const shift = Number(process.env.RAMPA_TEST_CLOCK_SHIFT ?? 0);
const True = Date;
globalThis.Date = class extends True {
  constructor(...given) {
    super(...(given.length === 0 ? [True.now() + shift] : given));
  }
  static now() {
    return True.now() + shift;
  }
};
