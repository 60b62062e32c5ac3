/** Opens the pages: language first, then Telegram when it is there, then what the address asks for. */
import '@fontsource-variable/golos-text';
import '@fontsource-variable/playfair-display';
import './styles/tokens.css';
import './styles/base.css';
import { createApp } from 'vue';
import { introduceCaller } from './api/client.ts';
import App from './app.vue';
import { deviceId, longStorage, tabStorage } from './composables/storage.ts';
import { bearer, forgetToken } from './composables/use-session.ts';
import { enterTelegram } from './composables/use-telegram.ts';
import { languageKey } from './composables/use-words.ts';
import { pickLanguage } from './logic/language.ts';
import { pathOfStart, readLaunch } from './logic/telegram-launch.ts';
import { createPages } from './router.ts';
import { createWords } from './words/index.ts';

const launch = readLaunch(location.hash, tabStorage);
const words = createWords(pickLanguage(longStorage.getItem(languageKey), launch?.language, navigator.language));

introduceCaller({ language: () => words.global.locale.value, device: deviceId, bearer, refused: forgetToken });

// The fragment stays in the address: Telegram's script reads it when it comes.
const start = launch && location.pathname === '/' && location.hash ? pathOfStart(launch.startParam) : undefined;
if (start) window.history.replaceState(null, '', `${start}${location.hash}`);

const pages = createPages();
if (launch) void enterTelegram(launch, new URLSearchParams(location.search).get('bot') ?? 'platform', pages);

createApp(App).use(words).use(pages).mount('#app');
