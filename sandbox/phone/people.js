/** The list of people one can be, and the form that makes a new one. */
import { get, post } from './api.js';
import { h, icon, portrait } from './dom.js';
import { number, words } from './words.js';

const root = document.getElementById('people');

/** @param onChoose called with a person's id */
export async function drawPeople(currentId, onChoose) {
  const people = await get('/people');
  const name = h('input', {
    name: 'firstName',
    required: true,
    maxlength: '64',
    autocomplete: 'off',
    placeholder: words.name,
    'aria-label': words.name,
  });
  const language = h(
    'select',
    { 'aria-label': words.language },
    h('option', { value: 'ru' }, 'Русский'),
    h('option', { value: 'en' }, 'English'),
  );
  language.value = words.lang;

  async function create(event) {
    event.preventDefault();
    const { id } = await post('/people', { firstName: name.value.trim(), languageCode: language.value });
    onChoose(id);
  }

  root.replaceChildren(
    h(
      'header',
      {},
      h('p', { class: 'brand' }, words.brand),
      h('h1', {}, words.people),
      h('p', { class: 'dim' }, words.peopleHint),
      h('a', { class: 'mail', href: `/mail?lang=${words.lang}` }, words.mail),
    ),
    h(
      'ul',
      {},
      people.map((person) =>
        h(
          'li',
          {},
          h(
            'button',
            {
              type: 'button',
              class: 'person',
              'aria-current': person.id === currentId ? 'true' : null,
              onclick: () => onChoose(person.id),
            },
            portrait(person.firstName, person.id),
            h(
              'span',
              { class: 'who' },
              h('strong', {}, person.firstName),
              h('small', { class: 'num' }, `${person.id} · ${person.languageCode}`),
            ),
            h('span', { class: 'purse num' }, icon('star', 14), number(person.stars)),
          ),
        ),
      ),
    ),
    h(
      'form',
      { class: 'new', onsubmit: create, 'aria-label': words.newPerson },
      name,
      language,
      h('button', { class: 'round', 'aria-label': words.create, title: words.newPerson }, icon('add')),
    ),
  );
}
