/** The compose file as our tests read it: parsed, with its variables filled in. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Service = {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string | number>;
  volumes?: string[];
  networks?: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  deploy?: { replicas: string };
  read_only?: boolean;
  cap_drop?: string[];
};
export type Compose = {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, object>;
};

export const composeText = (): string => readFileSync('docker-compose.yml', 'utf8');
export const readCompose = (text = composeText()): Compose => parse(text, { merge: true }) as Compose;

/** `${NAME}`, `${NAME:-default}`, `${NAME:?why}`: https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md */
const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

export const variablesOf = (text: string): string[] => [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name!))];

/** @throws Error that names the variable when it must be set and is not. */
export function filledIn(text: string, given: Record<string, string>): string {
  return text.replace(VARIABLE, (_, name: string, kind?: string, word = '') => {
    const value = given[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name} is not set: ${word}`);
    return kind === '-' ? word : '';
  });
}

/** What a container's process is told. */
export function environmentOf(service: Service, given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.environment ?? {}).map(([name, value]) => [name, filledIn(String(value), given)]),
  );
}

/** Sources of the Dockerfile's `COPY` lines; those that come from its own earlier stage apart. */
export function copiesOf(dockerfile: string): { ours: string[]; built: string[] } {
  const finalStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  const lines = [...finalStage.matchAll(/^COPY (--from=\S+ )?(.+) \S+$/gm)];
  return {
    ours: lines.filter(([, from]) => !from).flatMap(([, , sources]) => sources!.split(' ')),
    built: lines.filter(([, from]) => from).flatMap(([, , sources]) => sources!.split(' ')),
  };
}
