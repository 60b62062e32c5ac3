/** What may be asked for, as strictly as YooKassa reads it; whatever we do not know is refused, so that a slip is seen. */
import { z } from 'zod';
import type { Amount, Receipt } from './types.ts';
import { invalid } from './yookassa-error.ts';

const amount = z.strictObject({ value: z.string().regex(/^\d{1,12}\.\d{2}$/), currency: z.enum(['RUB']) });
const receipt = z.strictObject({
  customer: z
    .strictObject({
      email: z.email().optional(),
      phone: z
        .string()
        .regex(/^\d{11,15}$/)
        .optional(),
      full_name: z.string().optional(),
    })
    .refine(({ email, phone }) => email ?? phone, 'email or phone is needed'),
  items: z
    .array(
      z.strictObject({
        description: z.string().min(1).max(128),
        quantity: z.string().regex(/^\d{1,5}(\.\d{1,3})?$/),
        amount,
        vat_code: z.int().min(1).max(12),
        payment_mode: z.enum(['full_prepayment', 'partial_prepayment', 'advance', 'full_payment']),
        payment_subject: z.enum(['commodity', 'service', 'payment', 'another']),
      }),
    )
    .min(1)
    .max(100),
  tax_system_code: z.int().min(1).max(6).optional(),
});

const newPayment = z.strictObject({
  amount,
  capture: z.boolean().default(false),
  confirmation: z.strictObject({
    type: z.literal('redirect'),
    return_url: z.url().max(2048),
    locale: z.enum(['ru_RU', 'en_US']).optional(),
  }),
  description: z.string().max(128).optional(),
  metadata: z
    .record(z.string().max(32), z.string().max(512))
    .refine((all) => Object.keys(all).length <= 16, 'at most 16 keys')
    .default({}),
  receipt: receipt.optional(),
});
const newRefund = z.strictObject({
  payment_id: z.string(),
  amount,
  description: z.string().max(250).optional(),
  receipt: receipt.optional(),
});
const capture = z.strictObject({ amount: amount.optional(), receipt: receipt.optional() });

export type NewPayment = z.infer<typeof newPayment>;
export type NewRefund = z.infer<typeof newRefund>;
export const readPayment = (body: unknown): NewPayment => read(newPayment, body);
export const readRefund = (body: unknown): NewRefund => read(newRefund, body);
export const readCapture = (body: unknown) => read(capture, body);
export const readNothing = (body: unknown) => read(z.strictObject({}), body);

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw invalid(`${path || 'body'}: ${issue?.message}`, path || undefined);
}

export const kopecks = ({ value }: Amount): number => Math.round(Number(value) * 100);
export const sum = (amounts: number): string => (amounts / 100).toFixed(2);

/** The lines of a receipt add up to the money that it is for. */
export function checkReceipt(given: Receipt | undefined, of: Amount): void {
  if (given === undefined) throw invalid('Receipt is missing or illegal', 'receipt');
  const total = given.items.reduce((all, item) => all + kopecks(item.amount) * Number(item.quantity), 0);
  if (Math.round(total) !== kopecks(of))
    throw invalid('Incorrect receipt: its items do not add up to the amount', 'receipt.items');
}
