/** Buttons under messages that are sent on their own; what they say back is the bot's (`bot/callback-data.ts`). */
const compact = (uuid: string) => uuid.replaceAll('-', '');

export const orderAgainPress = (orderId: string): string => `a:${compact(orderId)}`;
export const ratePress = (orderId: string, stars: number): string => `r:${compact(orderId)}:${stars}`;
