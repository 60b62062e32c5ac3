/** What people typed is in no recorded history, however deep: every payload, failure, memo, attribute and header is opened. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { recorded } from '../support/histories.ts';
import { type Finding, type KnownPeople, personalDataIn, textsOf } from '../support/personal-data.ts';

/** Whoever acts in the tests that make histories, by the names, numbers and words that stand there. */
function peopleOfTheTests(): Required<KnownPeople> {
  const sources = globSync('tests/{workflows,integration,activities,support}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const all = (pattern: RegExp) => [
    ...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map(([, text]) => text!))),
  ];
  const names = all(/\b(?:firstName|lastName|name): '(\p{Lu}[^']+)'/gu).filter((name) => name !== 'Rampa');
  const messages = all(/\b(?:comment|message): '([^']*[\p{L}][^']*)'/gu).filter((text) => /\p{L}{3}.*\s\p{L}/u.test(text));
  const ids = all(/\btelegram(?:Id: |:)(\d[\d_]{3,})/g).map((digits) => Number(digits.replaceAll('_', '')));
  return { words: [...names, ...names.flatMap((name) => name.split(' ')), ...messages], telegramIds: ids };
}
const people = peopleOfTheTests();

describe('recorded histories', () => {
  it('are there, and their payloads are opened', () => {
    const histories = recorded();
    assert.ok(histories.length >= 60, 'histories');
    const bought = histories.filter(({ workflowId }) => workflowId === 'ticket-order.paid.json');
    const opened = bought.flatMap(({ history }) => textsOf(history)).map(({ text }) => text);
    for (const known of ['personId', 'ticketOrder', 'json/plain', 'holdSeats', 'accepted'])
      assert.ok(opened.includes(known), `${known} is among what was read`);
    for (const known of ['Анна', 'Борис', 'Stranger', 'Kovalevskaya']) assert.ok(people.words.includes(known), known);
    assert.ok(people.telegramIds.length > 0);
  });

  for (const { workflowId, history } of recorded())
    it(`${workflowId} says nothing of a person`, () => assert.deepEqual(personalDataIn(history, people), []));
});

describe('control: what is planted', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const payload = (value: unknown) => ({ metadata: { encoding: base64('json/plain') }, data: base64(JSON.stringify(value)) });
  type Event = Record<string, any>;
  const events = (): Event[] => structuredClone(sample.events);
  const sample = JSON.parse(readFileSync('tests/histories/ticket-order.paid.json', 'utf8')) as { events: Event[] };
  const started = (all: Event[]) => all[0]!['workflowExecutionStartedEventAttributes'];
  const failed = { eventId: '99', eventTime: '2026-11-21T00:00:00Z', eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_FAILED' };

  const what: Array<[Finding['what'], string]> = [
    ['e-mail', 'anna.p+1@post.example.org'],
    ['e-mail', 'анна@почта.рф'],
    ['phone', '+7 (921) 555-01-23'],
    ['phone', '+4915112345678'],
    ['phone', '8 (921) 555-01-23'],
    ['Telegram id', 'telegram:5550123'],
    ['Telegram id', String(people.telegramIds[0])],
    ['word of a person', 'Sofia Kovalevskaya'],
    ['text of a person', 'Билеты подруге, она без телефона'],
  ];
  const where: Record<string, (all: Event[], text: string) => unknown> = {
    'an input': (all, text) => started(all).input.payloads.push(payload(text)),
    'the depth of an input': (all, text) => started(all).input.payloads.push(payload({ a: [{ b: { c: `x ${text} y` } }] })),
    'a payload in a payload': (all, text) => started(all).input.payloads.push(payload({ inner: payload({ text }) })),
    'JSON in JSON': (all, text) => started(all).input.payloads.push(payload(JSON.stringify({ deep: JSON.stringify({ text }) }))),
    'the name of a field': (all, text) => started(all).input.payloads.push(payload({ [text]: 1 })),
    'hex of a long text': (all, text) =>
      started(all).input.payloads.push(payload(Buffer.from(`this was said: ${text}`).toString('hex'))),
    'an address': (all, text) => started(all).input.payloads.push(payload(`https://x.example/?q=${encodeURIComponent(text)}`)),
    'an unknown encoding': (all, text) => started(all).input.payloads.push({ metadata: {}, data: base64(text) }),
    'the metadata of a payload': (all, text) => Object.assign(started(all).input.payloads[0].metadata, { kept: base64(text) }),
    'a memo': (all, text) => Object.assign(started(all), { memo: { fields: { note: payload(text) } } }),
    'a search attribute': (all, text) =>
      Object.assign(started(all), { searchAttributes: { indexedFields: { kind: payload(text) } } }),
    'a header': (all, text) => Object.assign(started(all), { header: { fields: { from: payload(text) } } }),
    'a summary': (all, text) => Object.assign(all[3]!, { userMetadata: { summary: payload(text) } }),
    'an id': (all, text) => Object.assign(started(all), { workflowId: `order:${text}` }),
    'the message of a failure': (all, text) =>
      all.push({ ...failed, workflowExecutionFailedEventAttributes: { failure: { message: `no such buyer: ${text}` } } }),
    'the trace of a cause': (all, text) =>
      all.push({
        ...failed,
        workflowExecutionFailedEventAttributes: { failure: { message: '', cause: { stackTrace: `Error: ${text}\n at x` } } },
      }),
    'hidden attributes of a failure': (all, text) =>
      all.push({
        ...failed,
        workflowExecutionFailedEventAttributes: { failure: { message: '', encodedAttributes: payload({ message: text }) } },
      }),
    'details of a failure': (all, text) =>
      all.push({
        ...failed,
        workflowExecutionFailedEventAttributes: {
          failure: { applicationFailureInfo: { type: 'x', details: { payloads: [payload(text)] } } },
        },
      }),
  };

  for (const [place, plant] of Object.entries(where))
    it(`in ${place} is found`, () => {
      const planted = events();
      plant(planted, what.map(([, text]) => text).join(' | '));
      for (const history of [{ events: planted }, historyFromJSON({ events: planted })]) {
        const kinds = new Set(personalDataIn(history, people).map((finding) => finding.what));
        assert.deepEqual([...kinds].sort(), [...new Set(what.map(([kind]) => kind))].sort());
      }
    });

  it('in any way of writing is found', () => {
    for (const [kind, text] of what) {
      const planted = events();
      where['the depth of an input']!(planted, text);
      const kinds = personalDataIn({ events: planted }, people).map((finding) => finding.what);
      assert.ok(kinds.includes(kind), `${kind} ${text}: ${kinds}`);
    }
  });

  it('is nothing where nothing was planted, sealed things included', () => {
    const clean = events();
    const iv = Buffer.alloc(12, 7).toString('base64url');
    const sealed = `s1.2026-11.${iv}.${Buffer.alloc(16, 9).toString('base64url')}.${Buffer.from('Анна +79215550123').toString('base64url')}`;
    started(clean).input.payloads.push(payload({ contact: sealed }));
    assert.deepEqual(personalDataIn({ events: clean }, people), []);
    started(clean).input.payloads.push(payload({ contact: sealed.slice(3) }));
    assert.notDeepEqual(personalDataIn({ events: clean }, people), [], 'control: the same without its seal');
  });
});
