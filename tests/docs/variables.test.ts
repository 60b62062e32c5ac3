/** Variables: what the code reads is what .env.example says, both ways. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { composeText, variablesOf } from './compose.ts';
import { codeVariables, namedIn } from './variables.ts';

const example = readFileSync('.env.example', 'utf8');
/** Said by one of our processes to another, by nobody else. */
const internal = ['SANDBOX_URL'];

const differences = (text: string) => {
  const named = namedIn(text);
  const known = new Set([...codeVariables, ...variablesOf(composeText())]);
  return {
    unnamed: codeVariables.filter((name) => !named.includes(name) && !internal.includes(name)),
    unknown: named.filter((name) => !known.has(name)),
    twice: named.filter((name, index) => named.indexOf(name) !== index),
  };
};

test('every variable that the code or the compose file reads is in .env.example, and no other', () => {
  assert.deepEqual(differences(example), { unnamed: [], unknown: [], twice: [] });
});

test('one that is left out, misspelt or repeated is found', () => {
  const broken = example.replace('# SMTP_URL=', '# SMPT_URL=').replace('# MAIL_FROM=', '# PORT=');
  assert.deepEqual(differences(broken), { unnamed: ['SMTP_URL', 'MAIL_FROM'], unknown: ['SMPT_URL'], twice: ['PORT'] });
});

test('everything in it is commented out: copied as it is, it changes nothing', () => {
  assert.deepEqual(
    example.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
    [],
  );
});
