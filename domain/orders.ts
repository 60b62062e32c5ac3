/** Words of an order that every layer shares. */
export const orderPhases = ['held', 'awaitingPayment', 'paid', 'closed', 'expired', 'cancelled', 'refunded'] as const;
export type OrderPhase = (typeof orderPhases)[number];

export const surfaces = ['bot', 'miniapp', 'web'] as const;
/** Where the buyer stands: it decides which providers may be offered. */
export type Surface = (typeof surfaces)[number];

export const providers = ['stripe', 'stars'] as const;
export type ProviderName = (typeof providers)[number];

export type OrderLine = { ticketTypeId: string; quantity: number };

/** How a person may be reached; sealed in every message, in clear only in Postgres. */
export type Contact = { name?: string; email?: string; telegramId?: number };

export const maxTicketsAnOrder = 10;
export const orderWorkflowId = (orderId: string): string => `order:${orderId}`;
