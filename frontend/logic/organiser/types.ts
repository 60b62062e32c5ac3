/** Short names for what the API tells an organiser. */
import type { components } from '../../api/schema.d.ts';

type Schemas = components['schemas'];
export type Organisation = Schemas['OrganisationList']['organisations'][number];
export type Permission = Organisation['permissions'][number];
export type MyProduction = Schemas['MyProduction'];
export type MyShow = Schemas['MyShow'];
export type MyShowDetails = Schemas['MyShowDetails'];
export type MyTicketType = Schemas['MyTicketType'];
export type Sales = Schemas['Sales'];
export type ShowChange = Schemas['ShowChange'];
export type ShowKind = MyShow['kind'];
export type NewProduction = Schemas['NewProduction'];
export type NewShow = Schemas['NewShow'];
export type NewTicketType = Schemas['NewTicketType'];
export type ShowSettings = Schemas['ShowSettings'];
export type SoldOrder = Schemas['SoldOrder'];
export type OrderStory = Schemas['OrderStory'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type AttentionItem = Schemas['AttentionItem'];
export type PaymentAccounts = Schemas['PaymentAccounts'];
export type PaymentAccount = PaymentAccounts['accounts'][number];
export type NewPaymentAccount = Schemas['NewPaymentAccount'];
export type Provider = NewPaymentAccount['provider'];
export type Surface = PaymentAccounts['surfaces'][number]['surface'];
