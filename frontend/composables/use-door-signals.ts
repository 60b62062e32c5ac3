/** What the ear and the hand are told: one rising tone for "let in", two low ones for "stop". */
import { feel } from './use-telegram.ts';

let sound: AudioContext | undefined;

/** Browsers play nothing before the first touch. */
export function allowSound(): void {
  sound ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext();
  if (sound?.state === 'suspended') void sound.resume().catch(() => {});
}

function tone(frequency: number, from: number, seconds: number, shape: OscillatorType): void {
  if (sound?.state !== 'running') return;
  const begin = sound.currentTime + from;
  const [voice, volume] = [sound.createOscillator(), sound.createGain()];
  voice.type = shape;
  voice.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, begin);
  volume.gain.exponentialRampToValueAtTime(0.35, begin + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, begin + seconds);
  voice.connect(volume).connect(sound.destination);
  voice.start(begin);
  voice.stop(begin + seconds);
}

export function signal(good: boolean): void {
  if (good) {
    tone(784, 0, 0.12, 'sine');
    tone(1175, 0.1, 0.22, 'sine');
  } else {
    tone(196, 0, 0.2, 'square');
    tone(165, 0.24, 0.34, 'square');
  }
  navigator.vibrate?.(good ? 90 : [180, 90, 180]);
  feel(good ? 'success' : 'error');
}
