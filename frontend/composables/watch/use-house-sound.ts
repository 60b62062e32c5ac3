/** The sounds of the house before the curtain: the tone of the sound check and the bells. Drawn by the browser, no files. */
import { onScopeDispose, ref } from 'vue';

let sound: AudioContext | undefined;

/** Browsers play nothing before the first touch: called in the turn of a press. */
export function wakeSound(): AudioContext | undefined {
  sound ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext();
  if (sound?.state === 'suspended') void sound.resume().catch(() => {});
  return sound;
}

function strike(through: AudioNode, frequency: number, from: number, seconds: number, loudness: number): void {
  if (!sound) return;
  const begin = sound.currentTime + from;
  const [voice, volume] = [sound.createOscillator(), sound.createGain()];
  voice.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, begin);
  volume.gain.exponentialRampToValueAtTime(loudness, begin + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, begin + seconds);
  voice.connect(volume).connect(through);
  voice.start(begin);
  voice.stop(begin + seconds);
}

/** Silent until somebody has touched the page. */
export function ringBell(times: number): void {
  if (sound?.state !== 'running') return;
  for (let n = 0; n < times; n++)
    for (const [partial, loudness] of [
      [880, 0.22],
      [1762, 0.1],
      [2637, 0.05],
    ] as const)
      strike(sound.destination, partial, n * 0.9, 1.6, loudness);
}

/** A short rising tone; `level` from 0 to 1 is what really leaves the page, for a light. */
export function useSoundCheck() {
  const level = ref(0);
  const sounding = ref(false);
  let frame = 0;

  function play(): void {
    const context = wakeSound();
    if (!context || sounding.value) return;
    const meter = context.createAnalyser();
    meter.fftSize = 512;
    meter.connect(context.destination);
    const samples = new Float32Array(meter.fftSize);
    for (const [index, note] of [392, 494, 587, 784].entries()) strike(meter, note, index * 0.32, 0.7, 0.3);
    sounding.value = true;
    const end = performance.now() + 2000;
    const measure = () => {
      meter.getFloatTimeDomainData(samples);
      level.value = Math.min(1, Math.max(...samples.map(Math.abs)) * 3);
      if (performance.now() < end) frame = requestAnimationFrame(measure);
      else stop();
    };
    const stop = () => {
      meter.disconnect();
      level.value = 0;
      sounding.value = false;
    };
    measure();
  }
  onScopeDispose(() => cancelAnimationFrame(frame));
  return { level, sounding, play };
}
