/** Which variables there are: read by the code, and named in .env.example. */
import { environmentVariables } from '../../domain/environment.ts';
import { wantedVariables } from '../../launcher/prepare/wanted.ts';

export const schemaVariables: readonly string[] = environmentVariables;
export const codeVariables: readonly string[] = [...environmentVariables, ...wantedVariables];

/** Lines such as `# PORT=3000`. */
export const namedIn = (example: string): string[] =>
  [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name!);
