/** What may stand behind `npm start --`. */
import { chooseWords } from './words.ts';

/** @returns the exit code when there is nothing to start: 0 after help, 2 when something is not known */
export function readArguments(given: readonly string[], env: NodeJS.ProcessEnv): number | undefined {
  const { usage, unknownArguments } = chooseWords(env);
  const known = ['--help', '-h'];
  const unknown = given.filter((argument) => !known.includes(argument));
  if (unknown.length > 0) {
    console.error(`${unknownArguments(unknown)}\n\n${usage}`);
    return 2;
  }
  if (given.length === 0) return undefined;
  console.log(usage);
  return 0;
}
