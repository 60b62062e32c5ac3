/** Our documents as a reader's browser reads them: links, anchors, commands. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export const documents = (): string[] => [
  ...globSync('*.md'),
  ...globSync('docs/**/*.md'),
  ...globSync('deploy/**/*.md'),
  ...globSync('tests/docs/**/*.md'),
];

export type Link = { from: string; path: string; anchor: string | undefined };

/** Without code: what stands in it is no link. */
const prose = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** Relative ones, with images; `path` from the checkout's root. */
export function linksOf(file: string, text = readFileSync(file, 'utf8')): Link[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#');
      return { from: file, path: path === '' ? file : normalize(join(dirname(file), path)), anchor };
    });
}

/** As GitHub makes them of headings. */
export const anchorsOf = (text: string): string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );

export const headingsOf = (text: string): string[] => [...text.matchAll(/^(#{1,6}) /gm)].map(([, marks]) => marks!);
/** In fences and in inline code. */
export const commandsOf = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run )?(start|test|[a-z][\w:-]*)/g)].map(([command]) => command);
export const scriptsOf = (text: string): string[] => [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => script!);
/** `node launcher/prepare/main.ts`, and files named in code: `workflows/index.ts`. */
export const filesOf = (text: string): string[] =>
  [...text.matchAll(/(?<![\w/.<-])((?:[\w-]+\/)+[\w.-]+\.(?:ts|yml|yaml|sql|sh|json|md))\b/g)].map(([, file]) => file!);
