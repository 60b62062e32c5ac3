/** Sign-in by Telegram's signed data, and what a page needs to know of the house. */
import { Refusal } from '../../domain/errors.ts';
import { pickLanguage } from '../../domain/language.ts';
import { verifyInitData } from '../../providers/messaging/telegram/webhook.ts';
import { profileOf } from '../../queries/people/profile.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { House, SignedIn, SignIn } from '../schemas/people.ts';

export const peopleRoutes = (deps: ApiDeps): Route[] => [
  defineRoute({
    ...{
      method: 'post',
      path: '/sign-in',
      tag: 'People',
      access: 'public',
      body: SignIn,
      answer: SignedIn,
      problems: ['SignInRefused'],
    },
    summary: "Sign in with Telegram's Mini App data",
    async handle({ body }) {
      const botToken = Object.hasOwn(deps.botTokens, body.bot) ? deps.botTokens[body.bot] : undefined;
      const signed = botToken && verifyInitData(body.initData, botToken);
      if (!signed) throw new Refusal('SignInRefused');
      const { user } = signed;
      const personId = deps.personIdOf(`telegram:${user.id}`);
      const contact = deps.sealContact({ telegramId: user.id, ...(user.firstName ? { name: user.firstName } : {}) });
      const { token, expiresAt } = await deps.sessions.issue({ personId, surface: 'miniapp', bot: body.bot, contact });
      const { language, validAfter } = await profileOf(deps.readers.person(personId), personId);
      // Signed before the person signed out everywhere: as over as the sessions it gave. Telegram says whole seconds, cut off,
      // so that a page opened anew within that very second may be refused once; the other way round an old one would pass.
      if (validAfter && signed.authDate <= validAfter) throw new Refusal('SignInRefused');
      return {
        body: {
          ...{ token, personId, firstName: user.firstName, surface: 'miniapp', expiresAt: expiresAt.toISOString() },
          language: language ?? pickLanguage(user.languageCode),
        },
      };
    },
  }),
  defineRoute({
    ...{ method: 'get', path: '/house', tag: 'People', access: 'public', answer: House, problems: [] },
    summary: 'Where the bot is, and the sandbox when the house runs with it',
    handle: async () => ({
      body: {
        botUsername: await deps.house.botUsername(),
        phoneUrl: deps.house.phoneUrl,
        temporalUiUrl: deps.house.temporalUiUrl,
      },
    }),
  }),
];
