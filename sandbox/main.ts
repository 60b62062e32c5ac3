/** The sandbox as a process of its own, told by its environment. */
import { z } from 'zod';
import { startSandbox } from './index.ts';

const environment = z
  .object({
    SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
    SANDBOX_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).default(2525),
    HOST: z.string().default('127.0.0.1'),
    SANDBOX_PUBLIC_URL: z.url().optional(),
    SANDBOX_STATE: z.string().optional(),
    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:\S+$/, 'looks like 123456:letters')
      .default('1000000001:sandbox'),
    SANDBOX_BOT_USERNAME: z.string().default('rampa_bot'),
    STRIPE_SECRET_KEY: z.string().default('sk_test_sandbox'),
    STRIPE_WEBHOOK_SECRET: z.string().default('whsec_sandbox'),
    SANDBOX_STRIPE_WEBHOOK_URL: z.string().optional(),
    YOOKASSA_SHOP_ID: z.string().default('100500'),
    YOOKASSA_SECRET_KEY: z.string().default('test_sandbox'),
    SANDBOX_YOOKASSA_WEBHOOK_URL: z.string().optional(),
    SANDBOX_IVS_EVENTS_URL: z.string().optional(),
    IVS_EVENTBRIDGE_SECRET: z.string().default('sandbox-sandbox-sandbox'),
    SANDBOX_MEDIAMTX_ACCESS_URL: z.string().optional(),
    SANDBOX_MEDIAMTX_NOTICES_URL: z.string().optional(),
    WEB_URL: z.string().default('http://localhost:3000'),
  })
  // An empty variable is one that nobody set.
  .parse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')));

const sandbox = await startSandbox({
  port: environment.SANDBOX_PORT,
  smtpPort: environment.SANDBOX_SMTP_PORT,
  host: environment.HOST,
  publicUrl: environment.SANDBOX_PUBLIC_URL,
  stateFile: environment.SANDBOX_STATE,
  webUrl: environment.WEB_URL,
  telegram: {
    bots: [{ token: environment.TELEGRAM_BOT_TOKEN, username: environment.SANDBOX_BOT_USERNAME, firstName: 'Рампа' }],
  },
  stripe: {
    secretKey: environment.STRIPE_SECRET_KEY,
    webhookSecret: environment.STRIPE_WEBHOOK_SECRET,
    webhookUrl: environment.SANDBOX_STRIPE_WEBHOOK_URL,
  },
  yookassa: {
    shopId: environment.YOOKASSA_SHOP_ID,
    secretKey: environment.YOOKASSA_SECRET_KEY,
    webhookUrl: environment.SANDBOX_YOOKASSA_WEBHOOK_URL,
  },
  ivs: {
    eventsUrl: environment.SANDBOX_IVS_EVENTS_URL,
    header: { name: 'x-rampa-event-secret', value: environment.IVS_EVENTBRIDGE_SECRET },
  },
  mediamtx: { accessUrl: environment.SANDBOX_MEDIAMTX_ACCESS_URL, noticesUrl: environment.SANDBOX_MEDIAMTX_NOTICES_URL },
});
console.log(`sandbox ready at ${sandbox.url}/phone`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
