/** What a sandbox can be told: addresses, the bots and keys it knows, and the clocks that tests make shorter. */
export type BotOptions = { token: string; username: string; firstName: string };

export type SandboxOptions = {
  /** @default 0, any free port */
  port?: number;
  /** Where letters arrive. @default 0, any free port */
  smtpPort?: number;
  /** @default '127.0.0.1' */
  host?: string;
  /** Where people reach it, when that is not where it listens (a container's published port). */
  publicUrl?: string | undefined;
  /** JSON file that keeps the state over a restart; pictures lie beside it. None: memory only. */
  stateFile?: string | undefined;
  /** The product's own web address, for the phone's Mini App and t.me links. @default 'http://localhost:3000' */
  webUrl?: string | undefined;
  /** Gaps between attempts to deliver a webhook, the last one repeated, in milliseconds. @default 0.5 s … 60 s */
  retryGapsMs?: readonly number[];
  telegram: {
    bots: readonly BotOptions[];
    /** How long a pre-checkout query waits for the bot. @default 10 000, as Telegram's */
    preCheckoutMs?: number;
  };
  stripe: {
    secretKey: string;
    webhookSecret: string;
    webhookUrl?: string | undefined;
    /** How long an `async` payment stays processing. @default 1000 */
    asyncMs?: number;
  };
  /** @default shop 100500 with the key test_sandbox, whose notifications nobody hears */
  yookassa?: { shopId: string; secretKey: string; webhookUrl?: string | undefined };
  /** Where EventBridge sends events, and the header that its connection adds. @default nobody hears them */
  ivs?: { eventsUrl?: string | undefined; header?: { name: string; value: string } };
  /** Whom MediaMTX asks (`http://rampa:<secret>@…`), and where its hooks tell. @default everybody is refused, nobody hears */
  mediamtx?: { accessUrl?: string | undefined; noticesUrl?: string | undefined };
};
