/** Blocks as plain text, for readers without HTML and for ears. */
import type { Block } from './letter.ts';
import { webAddress } from './plain.ts';

const linked = ({ label, url }: { label: string; url: string }): string => `${label}:\n${webAddress(url)}`;

export function blockText(block: Block): string {
  switch (block.kind) {
    case 'words':
    case 'note':
      return block.text;
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'button':
    case 'link':
      return linked(block);
    case 'code':
      return `${block.label}\n${block.code}`;
    case 'choices':
      return [block.label, ...block.choices.map(({ label, url }) => `${label} — ${webAddress(url)}`)].join('\n');
    case 'ticket':
      return [`${block.typeName} · ${block.numberLabel} ${block.number}`, ...(block.link ? [linked(block.link)] : [])].join('\n');
  }
}
